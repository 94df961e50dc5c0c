package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.GroupStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Each file is on more than one machine. */
final class SeveralCopies implements Check {
    @Override
    public String name() {
        return "each group has more than one storage";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (GroupStat group : facts.groups()) {
            List<Facts.Storage> members = facts.members(group.group());
            if (members.isEmpty()) {
                found.add(Finding.note(
                        "group " + group.group(),
                        "has no storage",
                        "If it is not needed any more: fdfs group delete " + group.group()));
            } else if (members.size() == 1) {
                found.add(Finding.note(
                        "group " + group.group(),
                        "has one storage: its files are lost with that one",
                        "Start a second storage with the same group_name; it gets all files by itself."));
            } else {
                oneHost(members, found);
            }
        }
        return found;
    }

    private static void oneHost(List<Facts.Storage> members, List<Finding> found) {
        Map<String, Long> byHost = members.stream()
                .collect(Collectors.groupingBy(storage -> storage.stat().address(), Collectors.counting()));
        if (byHost.size() == 1) {
            found.add(Finding.note(
                    "group " + members.getFirst().group(),
                    "all " + members.size() + " storages are on one host, "
                            + members.getFirst().stat().address(),
                    "Good for a test, or behind a router that maps ports. Else put one of them on another host."));
        }
    }
}
