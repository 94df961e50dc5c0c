package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.tracker.GroupStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members of a group have the same shape, so that every one can hold each file of the others. */
final class SameSettings implements Check {
    @Override
    public String name() {
        return "the members of a group are configured alike";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (GroupStat group : facts.groups()) {
            // Also of one that is away: it may be refused for that.
            List<Facts.Storage> members = facts.members(group.group()).stream()
                    .filter(storage -> storage.stat().storePathCount() > 0)
                    .toList();
            shape(members, "store_path_count", storage -> storage.stat().storePathCount(), found);
            shape(members, "subdir_count_per_path", storage -> storage.stat().subdirCountPerPath(), found);
            if (differ(members, storage -> String.valueOf(storage.stat().port()))) {
                found.add(
                        Finding.note(
                                "group " + group.group(),
                                "port: "
                                        + inWords(
                                                members,
                                                storage -> String.valueOf(
                                                        storage.stat().port())),
                                "Good with storage ids and id_type_in_filename = id; clients made before 6.16 expect one port."));
            }
            told(members, found);
        }
        return found;
    }

    private static void shape(
            List<Facts.Storage> members, String key, Function<Facts.Storage, Object> value, List<Finding> found) {
        Function<Facts.Storage, String> text = value.andThen(String::valueOf);
        if (differ(members, text)) {
            found.add(Finding.problem(
                    "group " + members.getFirst().group(),
                    key + ": " + inWords(members, text),
                    "Give all members the same, and restart them one after the other; until then the new one is not"
                            + " used."));
        }
    }

    /** What storages of this project tell of their storage.conf. */
    private static void told(List<Facts.Storage> members, List<Finding> found) {
        List<Facts.Storage> telling =
                members.stream().filter(storage -> storage.report().isPresent()).toList();
        telling.stream()
                .flatMap(storage -> settings(storage).keySet().stream())
                .filter(key -> !key.equals("subdir_count_per_path"))
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(key -> {
                    Function<Facts.Storage, String> value =
                            storage -> settings(storage).getOrDefault(key, "not told");
                    if (differ(telling, value)) {
                        found.add(Finding.note(
                                "group " + telling.getFirst().group(),
                                key + ": " + inWords(telling, value),
                                "Make it equal in every storage.conf of the group, unless it is meant so."));
                    }
                });
    }

    private static Map<String, String> settings(Facts.Storage storage) {
        return storage.report().map(ServerReport::settings).orElse(Map.of());
    }

    private static boolean differ(List<Facts.Storage> members, Function<Facts.Storage, String> value) {
        return members.stream().map(value).distinct().count() > 1;
    }

    private static String inWords(List<Facts.Storage> members, Function<Facts.Storage, String> value) {
        SortedMap<String, List<String>> ids = new TreeMap<>();
        members.forEach(storage -> ids.computeIfAbsent(value.apply(storage), any -> new ArrayList<>())
                .add(storage.stat().id()));
        return ids.entrySet().stream()
                .map(one -> one.getKey() + " at " + String.join(", ", one.getValue()))
                .collect(Collectors.joining("; "));
    }
}
