package io.fastdfs.cli.tools;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.TrackerStats;
import java.time.ZoneId;
import java.util.List;

/** fdfs_tracker_stat: one line a tracker, as the leader sees them. */
final class TrackerList {
    private static final int BY_ACTIVE = 1;
    private static final int BY_LEADER = 2;

    private TrackerList() {}

    static Tool tool() {
        return new StatTool("ANLFd", """
            \t[-A] trackers that are active
            \t[-N] trackers that are not
            \t[-L] the leader
            \t[-F] the followers
            \t[-d] with details
            """, TrackerList::answer);
    }

    static GetTrackers request(GetOpt options) {
        boolean active = options.last("AN") == 'A';
        boolean leader = options.last("LF") == 'L';
        int filter = (options.hasAny("AN") ? BY_ACTIVE : 0) | (options.hasAny("LF") ? BY_LEADER : 0);
        return new GetTrackers(filter, active, leader);
    }

    private static String answer(GetOpt options, StatTool.Asker asker) throws FdfsException {
        return report(
                ask(asker, request(options)), options.has('d'), asker.call().zone());
    }

    private static List<TrackerStats.Tracker> ask(StatTool.Asker asker, GetTrackers request) throws FdfsException {
        Peer tracker = asker.tracker();
        Leader leader =
                Leader.decode(Command.SERVER_GET_LEADER, tracker.ask(new EmptyRequest(Command.SERVER_GET_LEADER)));
        Endpoint address = ServerHost.parse(leader.address(), ServerHost.TRACKER_PORT)
                .addresses()
                .getFirst();
        if (address.equals(tracker.server())) {
            return TrackerStats.decode(tracker.ask(request)).trackers();
        }
        try (Peer other = Peer.connect(address, asker.cluster().timeouts())) {
            return TrackerStats.decode(other.ask(request)).trackers();
        }
    }

    static String report(List<TrackerStats.Tracker> trackers, boolean details, ZoneId zone) {
        if (trackers.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n");
        for (TrackerStats.Tracker tracker : trackers) {
            text.append(tracker.host())
                    .append(", is_leader: ")
                    .append(Notation.bit(tracker.leader()))
                    .append(", is_active: ")
                    .append(Notation.bit(tracker.active()))
                    .append(", ")
                    .append(connections(tracker.connections()))
                    .append('\n');
            if (details) {
                text.append("  version: ").append(tracker.version());
                text.append(", up_time: ").append(Notation.time(tracker.upSeconds(), zone));
                if (!tracker.leader()) {
                    text.append(", last_heartbeat_time: ").append(Notation.time(tracker.lastPingSeconds(), zone));
                }
                text.append("\n\n");
            }
        }
        return text.append("\ntracker server count: ")
                .append(trackers.size())
                .append("\n\n")
                .toString();
    }

    static String connections(Connections connections) {
        return "connections {alloc: " + connections.allocated() + ", current: " + connections.current() + ", max: "
                + connections.max() + "}";
    }
}
