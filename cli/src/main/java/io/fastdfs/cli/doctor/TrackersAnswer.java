package io.fastdfs.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Every tracker that is configured or listed can be asked from here. */
final class TrackersAnswer implements Check {
    @Override
    public String name() {
        return "all trackers answer";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (Facts.Tracker tracker : facts.trackers()) {
            if (!tracker.answers()) {
                found.add(
                        Finding.problem(
                                tracker.name(),
                                tracker.failure(),
                                "See whether it runs and the firewall lets this machine through; if it is gone for good, take it"
                                        + " out of tracker_server of every storage and client, and restart the other trackers."));
            }
        }
        return found;
    }
}
