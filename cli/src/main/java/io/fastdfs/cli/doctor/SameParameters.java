package io.fastdfs.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Storages take what the trackers decide from whichever answers first. */
final class SameParameters implements Check {
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
        }
        return found;
    }

    private static Map<String, String> parameters(Facts.Tracker tracker) {
        return new TreeMap<>(Optional.of(tracker)
                .flatMap(Facts.Tracker::view)
                .map(Facts.View::parameters)
                .orElse(Map.of()));
    }
}
