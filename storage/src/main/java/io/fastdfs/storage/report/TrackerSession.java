package io.fastdfs.storage.report;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.ServerIdReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.CatchUp;
import io.fastdfs.storage.group.GroupView;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.Negotiation;
import io.fastdfs.storage.group.Renaming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one tracker: parameters, join, who fills this storage, then heartbeats and reports; anew whenever it is
 * lost.
 *
 * <p>A tracker tells news of the group in its answers only. So besides the heartbeats with counters there are empty ones, each
 * second, and more often while members are coming.
 */
public final class TrackerSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrackerSession.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration RETRY_OTHER_SETTINGS = Duration.ofMinutes(1);
    private static final Duration LISTEN = Duration.ofSeconds(1);
    private static final Duration LISTEN_CLOSELY = Duration.ofMillis(200);

    private final InetSocketAddress tracker;
    private final Identity identity;
    private final Timing timing;
    private final GroupView group;
    private final Renaming renaming;
    private final CatchUp catchUp;
    private final Consumer<ClusterParameters> parametersChanged;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable OutgoingConnection connection;
    private boolean reachable = true;

    /** How often to report, and how long to wait for a tracker. */
    public record Timing(Duration heartBeat, Duration statReport, OutgoingConnection.Timeouts timeouts) {}

    /** What this storage knows of its group, and does in it. */
    public record OfGroup(GroupView view, Renaming renaming, CatchUp catchUp) {}

    public TrackerSession(
            InetSocketAddress tracker,
            Identity identity,
            Timing timing,
            OfGroup group,
            Consumer<ClusterParameters> parametersChanged) {
        this.tracker = tracker;
        this.identity = identity;
        this.timing = timing;
        this.group = group.view;
        this.renaming = group.renaming;
        this.catchUp = group.catchUp;
        this.parametersChanged = parametersChanged;
    }

    /** Runs on a virtual thread until it is closed. */
    public void start() {
        Thread.ofVirtual().name("tracker-" + tracker).start(this::run);
    }

    private void run() {
        Duration pause;
        do {
            pause = RETRY;
            try (OutgoingConnection opened = identity.dialer().connect(tracker, timing.timeouts)) {
                connection = opened;
                serve(opened);
            } catch (FdfsException e) {
                // Nobody can fill this storage yet, or the tracker has other reasons that pass.
                log.info("{}", e.getMessage());
                pause = LISTEN_CLOSELY;
            } catch (IOException e) {
                if (reachable && stopped.getCount() > 0) {
                    log.warn("tracker {}: {}; trying again each {} s", tracker, e.getMessage(), RETRY.toSeconds());
                }
                reachable = false;
            }
        } while (!waitForStop(pause));
    }

    private void serve(OutgoingConnection to) throws IOException {
        ClusterParameters parameters = ClusterParameters.parse(
                to.ask(new EmptyRequest(Command.STORAGE_PARAMETER_REQ)).restText());
        if (parameters.trunkFiles()) {
            log.error(
                    "tracker {} has use_trunk_file, and trunk files are not supported: this storage does not join, and asks"
                            + " again each {} s",
                    tracker,
                    RETRY_OTHER_SETTINGS.toSeconds());
            waitForStop(RETRY_OTHER_SETTINGS);
            return;
        }
        parametersChanged.accept(parameters);
        String storageId = identify(to, parameters);
        Negotiation negotiation = group.negotiation();
        JoinReply joined = join(to, storageId);
        negotiation.with(to);
        log.info("joined tracker {} as {}", tracker, joined.status());
        reachable = true;
        new Reports(to, parameters.followsAddress(), joined.status()).run();
    }

    private JoinReply join(OutgoingConnection to, String storageId) throws IOException {
        int status = group.statusForJoin(identity.trackers().size());
        StorageJoin request = identity.join(tracker, group.negotiation().state(), status, storageId);
        try {
            JoinReply joined = JoinReply.decode(to.ask(request));
            group.joinAnswered(tracker);
            return joined;
        } catch (FdfsException e) {
            group.joinAnswered(tracker);
            throw e;
        }
    }

    /** Finds out by what the members know this storage, and what its new names say; returns its storage id, or nothing. */
    private String identify(OutgoingConnection to, ClusterParameters parameters) throws IOException {
        boolean byId = parameters.useStorageId()
                && parameters.trustsServerId()
                && !identity.serverId().isEmpty();
        List<InetAddress> addresses = identity.addressesAt(to, byId);
        InetAddress own = addresses.getFirst();
        String address = IpText.of(own);
        String storageId = "";
        if (parameters.useStorageId()) {
            storageId = byId ? identity.serverId() : askForId(to, own);
        }
        group.membership().identify(storageId.isEmpty() ? address : storageId);
        if (parameters.idInNames()) {
            try {
                identity.nameSource().isStorageId(Integer.parseInt(storageId));
            } catch (IllegalArgumentException _) {
                throw FdfsException.invalid("storage id \"" + storageId + "\" from " + to + " fits into no file name");
            }
        } else {
            identity.nameSource().isAddress(own);
        }
        renaming.announce(to, addresses, parameters.followsAddress());
        if (parameters.useStorageId()) {
            renaming.idOfSource(to, identity.port());
        }
        return storageId;
    }

    private String askForId(OutgoingConnection to, InetAddress own) throws IOException {
        String host = IpText.withPort(own.getHostAddress(), identity.port());
        return ServerIdReply.decode(to.ask(new FindStorage(Command.STORAGE_GET_SERVER_ID, identity.group(), host)))
                .storageId();
    }

    /** What is reported over one connection, and when. */
    private final class Reports {
        private final OutgoingConnection to;
        private final boolean peersMove;
        private long nextCounters = System.nanoTime();
        private long nextSpace = System.nanoTime();
        private @Nullable StorageCounters told;
        private List<SyncReport.Synced> syncedTold = List.of();
        /** What this storage is to this tracker, as far as this session knows. */
        private StorageStatus statusHere;

        Reports(OutgoingConnection to, boolean peersMove, StorageStatus joinedAs) {
            this.to = to;
            this.peersMove = peersMove;
            statusHere = joinedAs;
        }

        void run() throws IOException {
            if (statusHere == StorageStatus.ONLINE) {
                catchUp();
            }
            do {
                // Before the heartbeat that makes it ACTIVE: until its space is known, it has none.
                if (isDue(nextSpace)) {
                    nextSpace = after(timing.statReport);
                    heard(to.ask(new DiskUsage(identity.space())));
                }
                beat();
                reportSynced();
                reportFilled();
            } while (!waitForStop(group.isChanging() ? LISTEN_CLOSELY : LISTEN));
        }

        /**
         * It was away: a heartbeat, or its disk space, makes it ACTIVE. So until it has what it missed, news comes with reports
         * that say nothing.
         */
        private void catchUp() throws IOException {
            long backSince = System.nanoTime();
            String ownId = group.membership().ownId();
            do {
                heard(to.ask(new SyncReport(List.of(new SyncReport.Synced(ownId, 0)))));
            } while (!catchUp.isDone(Duration.ofNanos(System.nanoTime() - backSince))
                    && group.ownStatus() != StorageStatus.OFFLINE // The tracker waits less long for a heartbeat.
                    && !waitForStop(LISTEN_CLOSELY));
        }

        private void beat() throws IOException {
            StorageCounters counters = null;
            if (isDue(nextCounters)) {
                nextCounters = after(timing.heartBeat);
                StorageCounters now = identity.counters();
                counters = now.equals(told) ? null : now;
                told = now;
            }
            heard(to.ask(new StorageBeat(counters)));
        }

        /** Anew when a member comes, too: a tracker that has lost its state takes no report about one that it does not know. */
        private void reportSynced() throws IOException {
            Map<String, Long> synced = group.synced();
            List<SyncReport.Synced> all = group.membership().all().stream()
                    .map(Member::id)
                    .map(id -> new SyncReport.Synced(
                            id, synced.getOrDefault(id, 0L).intValue()))
                    .toList();
            if (!all.equals(syncedTold) && !synced.isEmpty()) {
                heard(to.ask(new SyncReport(all)));
                syncedTold = all;
            }
        }

        /**
         * Tells a tracker that follows what the leader knows: this storage is filled. It may have been away when that was
         * reported, and no heartbeat makes active what is still to be filled.
         */
        private void reportFilled() throws IOException {
            if (isFilled()
                    && !isFilled(statusHere)
                    && group.leader().filter(leader -> !isHere(leader)).isPresent()) {
                to.ask(new ChangeStatus(group.ownStatus())).end();
                statusHere = group.ownStatus();
            }
        }

        private void heard(BodyReader answer) throws IOException {
            ChangeList changes = ChangeList.decode(answer);
            int at = (changes.flags() & ChangeList.LEADER) != 0 ? 1 : 0;
            if (at == 1) {
                StorageBrief leader = changes.briefs().getFirst();
                leaderIs(leader);
            }
            at += (changes.flags() & ChangeList.TRUNK_SERVER) != 0 ? 1 : 0;
            if ((changes.flags() & ChangeList.MEMBERS) != 0) {
                if (peersMove) {
                    renaming.hear(to); // Before the new address gets a mark of its own.
                }
                group.membersAre(changes.briefs().subList(at, changes.briefs().size()));
            }
            group.negotiation().reconsider(isFilled());
        }

        private void leaderIs(StorageBrief leader) {
            Optional<GroupView.Leader> former = group.leader();
            group.leaderIs(leader.address(), leader.port());
            Optional<GroupView.Leader> now = group.leader();
            LeaderDispute dispute = new LeaderDispute(identity.trackers(), identity.dialer(), timing.timeouts);
            if (former.isPresent() && now.isPresent() && dispute.between(former.get(), now.get())) {
                group.leaderIs("", 0);
            }
        }

        private boolean isFilled() {
            return isFilled(group.ownStatus());
        }

        private boolean isHere(GroupView.Leader leader) {
            return leader.address().equals(IpText.of(tracker.getAddress())) && leader.port() == tracker.getPort();
        }

        private static boolean isFilled(StorageStatus status) {
            return status == StorageStatus.OFFLINE || status == StorageStatus.ONLINE || status == StorageStatus.ACTIVE;
        }

        private boolean isDue(long nanos) {
            return System.nanoTime() - nanos >= 0;
        }

        private long after(Duration pause) {
            return System.nanoTime() + pause.toNanos();
        }
    }

    private boolean waitForStop(Duration atMost) {
        try {
            return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        OutgoingConnection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
