package io.fastdfs.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Storages take what the trackers decide from whichever answers first. */
final class SameParameters implements Check {
    private static final int SOME = 5;

    @Override
    public String name() {
        return "the trackers decide the same for all storages";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Facts.Tracker> answering =
                facts.trackers().stream().filter(Facts.Tracker::answers).toList();
        List<Finding> found = new ArrayList<>();
        for (Facts.Tracker tracker : answering.subList(Math.min(1, answering.size()), answering.size())) {
            Facts.Tracker first = answering.getFirst();
            Map<String, String> there = parameters(tracker);
            parameters(first).forEach((key, value) -> {
                String other = there.get(key);
                // A tracker of an older release does not say everything.
                if (other != null && !other.equals(value)) {
                    found.add(Finding.problem(
                            key,
                            "is " + value + " at " + first.name() + " and " + other + " at " + tracker.name(),
                            "Give all trackers the same tracker.conf, and restart those that are changed."));
                }
            });
            storageIds(first, tracker).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Finding> storageIds(Facts.Tracker first, Facts.Tracker other) {
        Set<String> only = new LinkedHashSet<>(lines(first));
        Set<String> onlyThere = new LinkedHashSet<>(lines(other));
        onlyThere.removeAll(lines(first));
        only.removeAll(lines(other));
        return only.isEmpty() && onlyThere.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        "storage_ids.conf",
                        shown(first, only) + "; " + shown(other, onlyThere),
                        "Give all trackers the same storage_ids.conf, and restart those that are changed."));
    }

    private static List<String> lines(Facts.Tracker tracker) {
        return tracker.view().map(Facts.View::storageIds).orElse(List.of());
    }

    private static String shown(Facts.Tracker tracker, Set<String> lines) {
        String some = lines.stream().limit(SOME).collect(Collectors.joining(", "));
        return "only at " + tracker.name() + ": "
                + (lines.isEmpty() ? "nothing" : some + (lines.size() > SOME ? ", …" : ""));
    }

    private static Map<String, String> parameters(Facts.Tracker tracker) {
        return new TreeMap<>(Optional.of(tracker)
                .flatMap(Facts.Tracker::view)
                .map(Facts.View::parameters)
                .orElse(Map.of()));
    }
}
