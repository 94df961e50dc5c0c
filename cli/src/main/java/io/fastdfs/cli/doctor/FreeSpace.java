package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.GroupStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** There is room for uploads, beyond what is reserved. */
final class FreeSpace implements Check {
    private static final int SOON = 10;
    /** A member with less than half of what the others have limits the group. */
    private static final int MUCH_LESS = 2;

    @Override
    public String name() {
        return "there is free space";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (GroupStat group : facts.groups()) {
            List<Facts.Storage> active = facts.members(group.group()).stream()
                    .filter(Facts.Storage::isActive)
                    .filter(storage -> storage.stat().totalMegabytes() > 0)
                    .toList();
            if (!active.isEmpty() && group.totalMegabytes() > 0) {
                left(group).ifPresent(found::add);
                smallest(active).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Finding> left(GroupStat group) {
        long available = group.freeMegabytes() - group.reservedMegabytes();
        String what = size(group.freeMegabytes()) + " of " + size(group.totalMegabytes()) + " free, "
                + size(group.reservedMegabytes()) + " reserved";
        if (available <= 0) {
            return Optional.of(Finding.problem(
                    "group " + group.group(),
                    "takes no uploads: " + what,
                    "Add a store path to every storage of the group, or another group; or lower reserved_storage_space in"
                            + " tracker.conf."));
        }
        return available < group.totalMegabytes() / SOON
                ? Optional.of(Finding.note(
                        "group " + group.group(),
                        "is soon full: " + what,
                        "Plan for another store path on every storage of the group, or for another group."))
                : Optional.empty();
    }

    private static Optional<Finding> smallest(List<Facts.Storage> active) {
        Comparator<Facts.Storage> byFree =
                Comparator.comparingLong(storage -> storage.stat().freeMegabytes());
        Facts.Storage least = active.stream().min(byFree).orElseThrow();
        Facts.Storage most = active.stream().max(byFree).orElseThrow();
        return least.stat().freeMegabytes() < most.stat().freeMegabytes() / MUCH_LESS
                ? Optional.of(Finding.note(
                        least.name(),
                        "has " + size(least.stat().freeMegabytes()) + " free, " + most.name() + " has "
                                + size(most.stat().freeMegabytes()) + ": the least counts for the whole group",
                        "See what else lies on its disks; the members of a group should have equal ones."))
                : Optional.empty();
    }

    private static String size(long megabytes) {
        return megabytes < 10 * 1024 ? megabytes + " MB" : megabytes / 1024 + " GB";
    }
}
