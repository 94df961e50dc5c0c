package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread by which a tracker, each second, follows the leader, or leads, or else finds out who is to lead. */
public final class Election implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Election.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** The leader does not answer: is it lost? */
    private static final Duration PING_AGAIN = Duration.ofMillis(300);
    /** After an attempt that failed, so that two trackers do not go on failing together. */
    private static final int MIN_RETRY_MILLIS = 300;

    private static final int MAX_RETRY_MILLIS = 1500;

    private final TrackerList trackers;
    private final Leadership leadership;
    private final Followers followers;
    private final Peers peers;
    private final Cluster cluster;
    private final Supplier<TrackerStatus> ownStatus;
    private final Following following;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String lastHindrance = "";

    /** What the thread works with. */
    public record Parts(
            TrackerList trackers, Leadership leadership, Followers followers, Peers peers, Cluster cluster) {}

    /**
     * @param ownStatus what this tracker answers when another asks for its times
     * @param following this tracker as a follower
     */
    public Election(Parts parts, Supplier<TrackerStatus> ownStatus, Following following) {
        trackers = parts.trackers;
        leadership = parts.leadership;
        followers = parts.followers;
        peers = parts.peers;
        cluster = parts.cluster;
        this.ownStatus = ownStatus;
        this.following = following;
    }

    public void start() {
        Thread.ofVirtual().name("leader-election").start(this::run);
    }

    private void run() {
        Duration pause = TICK;
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = round();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            following.close();
        }
    }

    private Duration round() {
        Optional<TrackerAddress> self = trackers.self();
        if (self.isEmpty()) {
            return TICK;
        }
        if (leadership.isSelf()) {
            lead(self.get());
            return TICK;
        }
        Optional<TrackerAddress> leader = leadership.leader();
        if (leader.isPresent()) {
            return following.ping(leader.get()) ? TICK : PING_AGAIN;
        }
        return elect(self.get()) ? TICK : retry();
    }

    private static Duration retry() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS));
    }

    /** Goes on as long as enough of the cluster is there, and no other leader has the better right. */
    private void lead(TrackerAddress self) {
        Set<TrackerAddress> reached = new HashSet<>(followers.active());
        reached.retainAll(trackers.others());
        for (TrackerAddress other : trackers.others()) {
            if (!reached.contains(other)) {
                ask(other, reached).filter(TrackerStatus::leader).ifPresent(status -> rival(self, other, status));
            }
        }
        if (leadership.isSelf() && !mayLead(reached.size() + 1)) {
            leadership.stepDown(quorum(reached.size() + 1).toString());
        }
    }

    private void rival(TrackerAddress self, TrackerAddress other, TrackerStatus status) {
        if (new Rank(other, status).compareTo(new Rank(self, ownStatus.get())) > 0) {
            leadership.stepDown("tracker " + other + " leads, too, and has the better right");
            return;
        }
        log.warn("tracker {} leads, too; it is told that this one does", other);
        try {
            tell(other, Command.TRACKER_NOTIFY_NEXT_LEADER, self);
        } catch (IOException e) {
            log.info("tracker {} steps down: {}", other, e.getMessage());
        }
    }

    /** Finds the one that leads or is to lead. True if there is a leader now. */
    private boolean elect(TrackerAddress self) {
        Set<TrackerAddress> reached = new HashSet<>();
        List<Rank> candidates = new ArrayList<>();
        candidates.add(new Rank(self, ownStatus.get()));
        for (TrackerAddress other : trackers.others()) {
            ask(other, reached).ifPresent(status -> candidates.add(new Rank(other, status)));
        }
        Rank best = candidates.stream().max(Rank::compareTo).orElseThrow();
        if (!best.tracker().equals(self)) {
            if (best.status().leader()) {
                leadership.found(best.tracker());
                return true;
            }
            log.debug("waiting for tracker {} to say that it leads", best.tracker());
            return false;
        }
        return mayLead(reached.size() + 1) && announce(self);
    }

    private Optional<TrackerStatus> ask(TrackerAddress other, Set<TrackerAddress> reached) {
        try {
            Optional<TrackerStatus> status = peers.status(other);
            reached.add(other);
            return status;
        } catch (IOException e) {
            log.debug("tracker {} does not tell its status: {}", other, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean mayLead(int trackersReached) {
        Quorum quorum = quorum(trackersReached);
        if (quorum.trackers() == trackersReached) {
            leadership.settled();
        }
        String hindrance = quorum.reached() ? "" : quorum.toString();
        if (!hindrance.equals(lastHindrance) && !hindrance.isEmpty()) {
            log.warn(
                    "this tracker does not lead: {}; it may be cut off from the others, and they may have a leader",
                    hindrance);
        }
        lastHindrance = hindrance;
        return quorum.reached();
    }

    private Quorum quorum(int trackersReached) {
        Cluster.Voices storages = cluster.voices();
        return new Quorum(
                trackers.all().size(),
                trackersReached,
                storages.known(),
                storages.present(),
                leadership.disputed() || storages.incomplete());
    }

    /** Announces itself to all, then commits; one that refuses ends the attempt, one that is away does not. */
    private boolean announce(TrackerAddress self) {
        try {
            leadership.announced(self);
            for (TrackerAddress other : trackers.others()) {
                tellIfThere(other, Command.TRACKER_NOTIFY_NEXT_LEADER, self);
            }
            if (!leadership.isAnnounced(self)) {
                return false;
            }
            for (TrackerAddress other : trackers.others()) {
                tellIfThere(other, Command.TRACKER_COMMIT_NEXT_LEADER, self);
            }
            leadership.committed(self);
            return true;
        } catch (IOException e) {
            log.info("this tracker does not lead yet: {}", e.getMessage());
            return false;
        }
    }

    private void tellIfThere(TrackerAddress other, Command command, TrackerAddress self) throws IOException {
        try {
            tell(other, command, self);
        } catch (FdfsException e) {
            throw e;
        } catch (IOException e) {
            log.debug("tracker {} is not told {}: {}", other, command, e.getMessage());
        }
    }

    private void tell(TrackerAddress other, Command command, TrackerAddress self) throws IOException {
        try (OutgoingConnection connection = peers.connect(other)) {
            connection.ask(new Leader(command, self.text()));
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
