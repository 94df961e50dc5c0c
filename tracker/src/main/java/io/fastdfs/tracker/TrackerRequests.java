package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.GetSystemFile;
import io.fastdfs.protocol.tracker.JoinLeader;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.PingLeader;
import io.fastdfs.protocol.tracker.SystemFilePart;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.leader.Followers;
import io.fastdfs.tracker.leader.Leadership;
import io.fastdfs.tracker.leader.TrackerAddress;
import io.fastdfs.tracker.leader.TrackerList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What trackers ask each other, and how storages complain of two leaders. */
final class TrackerRequests {
    private static final Logger log = LoggerFactory.getLogger(TrackerRequests.class);

    private final Cluster cluster;
    private final TrackerList trackers;
    private final Leadership leadership;
    private final Followers followers;
    private final Self self;
    private final AtomicReference<Copying> copying = new AtomicReference<>();

    /**
     * A tracker that follows over this connection. On a machine with several addresses one of C may come from another than
     * the one in the list; it may follow, but does not count for who leads. C refuses it, so that it loses its leader every
     * few seconds.
     */
    private static final class Follower {
        private final @Nullable TrackerAddress tracker;
        private boolean toldTrunkServers;

        Follower(@Nullable TrackerAddress tracker) {
            this.tracker = tracker;
        }
    }

    /**
     * A copy of the state that is under way over this connection. It is that of one moment, so nothing else has to wait for
     * its end, as in C; one at a time bounds the memory.
     */
    private record Copying(Connection peer, List<String> files) {}

    TrackerRequests(Cluster cluster, TrackerList trackers, Leadership leadership, Followers followers, Self self) {
        this.cluster = cluster;
        this.trackers = trackers;
        this.leadership = leadership;
        this.followers = followers;
        this.self = self;
    }

    void answer(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        switch (command) {
            case TRACKER_JOIN_LEADER -> joinLeader(peer, JoinLeader.decode(body));
            case TRACKER_PING_LEADER -> ping(peer, PingLeader.decode(body), reply);
            case TRACKER_NOTIFY_NEXT_LEADER -> leadership.announced(tracker(Leader.decode(command, body)));
            case TRACKER_COMMIT_NEXT_LEADER -> leadership.committed(tracker(Leader.decode(command, body)));
            case TRACKER_NOTIFY_RESELECT_LEADER -> {
                body.end();
                if (!leadership.complained(peer.toString())) {
                    throw notTheLeader();
                }
            }
            case TRACKER_GET_SYS_FILES_START -> {
                body.end();
                startCopy(peer);
            }
            case TRACKER_GET_ONE_SYS_FILE ->
                part(peer, GetSystemFile.decode(body)).encode(reply);
            case TRACKER_GET_SYS_FILES_END -> {
                body.end();
                endCopy(peer);
            }
            default -> { // TRACKER_GET_STATUS: without groups it is no candidate for the lead.
                body.end();
                cluster.requireGroups();
                self.status().encode(reply);
            }
        }
    }

    private void joinLeader(Connection peer, JoinLeader join) throws FdfsException {
        if (!leadership.isSelf()) {
            throw notTheLeader();
        }
        if (peer.attachment() != null) {
            throw new FdfsException(Status.EEXIST, peer + " has joined already");
        }
        String from = IpText.of(peer.remoteAddress());
        TrackerAddress tracker = trackers.find(from, (int) join.port()).orElse(null);
        if (tracker == null) {
            log.warn(
                    "a tracker follows from {}, which no storage lists: its bind_addr is not where it connects from",
                    IpText.withPort(from, (int) join.port()));
        } else {
            followers.joined(tracker, join);
        }
        peer.attach(new Follower(tracker));
    }

    private void ping(Connection peer, PingLeader ping, BodyWriter reply) throws FdfsException {
        if (!leadership.isSelf()) {
            throw notTheLeader();
        }
        if (!(peer.attachment() instanceof Follower follower)) {
            throw FdfsException.invalid(peer + " pings, and has not joined");
        }
        if (follower.tracker != null) {
            followers.pinged(follower.tracker, ping.connections());
        }
        if (!follower.toldTrunkServers) { // They do not change while a tracker without trunk files leads.
            follower.toldTrunkServers = true;
            cluster.trunkServers().encode(reply);
        }
    }

    private TrackerAddress tracker(Leader named) throws FdfsException {
        TrackerAddress tracker = TrackerAddress.parse(named.address());
        return trackers.named(tracker)
                .orElseThrow(() -> new FdfsException(Status.ENOENT, "no tracker " + tracker + " is known"));
    }

    private static FdfsException notTheLeader() {
        return new FdfsException(Status.EOPNOTSUPP, "this tracker does not lead");
    }

    private void startCopy(Connection peer) throws FdfsException {
        cluster.requireGroups();
        endCopy(peer);
        if (copying.get() != null
                || !copying.compareAndSet(
                        null, new Copying(peer, cluster.snapshot().files()))) {
            throw new FdfsException(Status.EBUSY, "another tracker is copying the state");
        }
    }

    private SystemFilePart part(Connection peer, GetSystemFile asked) throws FdfsException {
        Copying copy = copying.get();
        if (copy == null || copy.peer != peer) {
            throw FdfsException.invalid(peer + " has not begun to copy the state");
        }
        String file = copy.files.get(asked.index());
        if (asked.offset() > file.length()) {
            throw FdfsException.invalid("offset " + asked.offset() + " of a file of " + file.length());
        }
        int from = (int) asked.offset();
        int to = Math.min(file.length(), from + SystemFilePart.MAX_CONTENT);
        return new SystemFilePart(file.length(), file.substring(from, to));
    }

    /** Also called when the connection closes. */
    void endCopy(Connection peer) {
        Copying copy = copying.get();
        if (copy != null && copy.peer == peer) {
            copying.compareAndSet(copy, null);
        }
    }
}
