package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.TrackerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One tracker leads, all know which, and it hears the others. */
final class OneLeader implements Check {
    @Override
    public String name() {
        return "the trackers agree on one leader";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (Facts.Tracker tracker : facts.trackers()) {
            if (tracker.view().filter(view -> view.leader().isEmpty()).isPresent()) {
                found.add(Finding.problem(
                        tracker.name(),
                        "knows no tracker that leads, so storages hear no news of their group",
                        "Wait some seconds and look again; if it stays so, its log says why it does not lead. A tracker"
                                + " leads once a storage has joined and most trackers and storages are reached."));
            }
        }
        // By whom they are named: one tracker may be asked at two of its addresses.
        long leading = facts.views().stream()
                .filter(view -> !view.listed().isEmpty())
                .map(Facts.View::leader)
                .distinct()
                .count();
        Set<String> named = facts.views().stream()
                .flatMap(view -> view.leader().stream())
                .map(Facts::host)
                .collect(Collectors.toSet());
        if (leading > 1) {
            found.add(Finding.problem(
                    "trackers",
                    leading + " of them lead, which do not reach each other",
                    "See whether the trackers reach each other at the addresses in tracker_server of the storages."));
        } else if (named.size() > 1 && leading == 0) {
            found.add(Finding.problem(
                    "trackers",
                    "they name different leaders: "
                            + String.join(", ", named.stream().sorted().toList()),
                    "Wait some seconds and look again; if it stays so, see whether the trackers reach each other."));
        }
        facts.views().forEach(view -> view.listed().forEach(listed -> unheard(facts, listed, found)));
        return found;
    }

    /** The leader has not heard of a tracker lately that answers here. */
    private static void unheard(Facts facts, TrackerStats.Tracker listed, List<Finding> found) {
        boolean answers = facts.trackers().stream()
                .anyMatch(tracker ->
                        tracker.answers() && Facts.host(tracker.address()).equals(listed.host()));
        if (!listed.active() && answers) {
            found.add(
                    Finding.problem(
                            "tracker " + listed.host(),
                            "answers here, but the leader does not hear of it",
                            "See whether the trackers reach each other, and whether it is in tracker_server of every storage."));
        }
    }
}
