package io.fastdfs.tracker;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.leader.Followers;
import io.fastdfs.tracker.leader.Leadership;
import io.fastdfs.tracker.leader.TrackerAddress;
import io.fastdfs.tracker.leader.TrackerList;
import java.util.List;

/** What monitors ask about the trackers: who leads, and how the others are. */
final class TrackerMonitor {
    private static final Connections UNKNOWN = new Connections(0, 0, 0);

    private final TrackerList trackers;
    private final Leadership leadership;
    private final Followers followers;
    private final Self self;

    TrackerMonitor(TrackerList trackers, Leadership leadership, Followers followers, Self self) {
        this.trackers = trackers;
        this.leadership = leadership;
        this.followers = followers;
        this.self = self;
    }

    ServerReport report() {
        return self.report();
    }

    /**
     * Who leads, as the peer reaches it.
     *
     * @throws FdfsException ENOENT while nobody does
     */
    Leader leader(Connection peer) throws FdfsException {
        TrackerAddress leader = leadership
                .leader()
                .orElseThrow(() -> new FdfsException(Status.ENOENT, "the trackers have no leader now"));
        return new Leader(Command.SERVER_GET_LEADER, host(leader, peer));
    }

    private static String host(TrackerAddress tracker, Connection peer) {
        Endpoint endpoint = tracker.forPeer(IpText.of(peer.remoteAddress()));
        return IpText.withPort(endpoint.address(), endpoint.port());
    }

    /**
     * All trackers that the filter wants.
     *
     * @throws FdfsException EOPNOTSUPP if another tracker leads, to which they report
     */
    TrackerStats stats(Connection peer, GetTrackers filter) throws FdfsException {
        if (!leadership.isSelf()) {
            throw new FdfsException(Status.EOPNOTSUPP, "this tracker does not lead");
        }
        List<TrackerStats.Tracker> wanted = trackers.all().stream()
                .map(tracker -> stat(tracker, peer))
                .filter(filter::wants)
                .toList();
        return new TrackerStats(wanted);
    }

    private TrackerStats.Tracker stat(TrackerAddress tracker, Connection peer) {
        String host = host(tracker, peer);
        if (trackers.self().filter(tracker::equals).isPresent()) {
            return new TrackerStats.Tracker(host, true, true, self.connections(), Self.VERSION, self.startSeconds(), 0);
        }
        return followers
                .find(tracker)
                .map(follower -> new TrackerStats.Tracker(
                        host,
                        false,
                        followers.isActive(follower),
                        follower.connections(),
                        follower.joined().version(),
                        follower.joined().upSeconds(),
                        follower.pingMillis() / 1000))
                .orElseGet(() -> new TrackerStats.Tracker(host, false, false, UNKNOWN, "", 0, 0));
    }
}
