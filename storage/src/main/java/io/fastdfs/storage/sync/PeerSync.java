package io.fastdfs.storage.sync;

import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one peer up to date: waits until it takes changes, finds out where to begin, and runs a {@link PeerSession} until
 * something fails; then again, from the mark on.
 */
public final class PeerSync implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerSync.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** What C appends to the name of a mark that nobody needs any more. */
    private static final DateTimeFormatter RETIRED = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final String peerId;
    private final SyncParts parts;
    private final MarkFile markFile;
    private final Quarantine quarantine;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile String state = "starting";
    private volatile @Nullable PeerSession session;

    /**
     * @param markName of the mark file: {@code <id>.mark}, without storage ids {@code <address>_<own port>.mark}
     */
    PeerSync(String peerId, String markName, SyncParts parts) {
        this.peerId = peerId;
        this.parts = parts;
        markFile = new MarkFile(parts.folder().resolve(markName));
        quarantine = new Quarantine(parts.folder().resolve(peerId + ".quarantine"), parts.clock());
        thread = Thread.ofVirtual().name("sync-" + peerId).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Retry retry = new Retry();
        try {
            while (stopped.getCount() > 0) {
                Optional<Member> peer = parts.membership().await(peerId, Member::takesChanges, LOOK_AGAIN);
                if (peer.isEmpty()) {
                    retireIfDeleted();
                    state = waiting();
                } else if (!parts.config().isOpen(LocalTime.now(parts.clock()))) {
                    state = "waiting for sync_start_time " + parts.config().from();
                    stopped.await(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
                } else {
                    serve(peer.get(), retry);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            state = "ended by a broken invariant: " + e;
            log.error("replication to {} ended by a broken invariant", peerId, e);
        }
    }

    /** If the peer comes again, it is a new one to its trackers, and gets everything from who fills it. */
    private void retireIfDeleted() {
        boolean deleted = parts.membership()
                .member(peerId)
                .filter(member -> member.status() == StorageStatus.DELETED)
                .isPresent();
        if (deleted) {
            try {
                markFile.retire(LocalDateTime.now(parts.clock()).format(RETIRED));
            } catch (IOException e) {
                log.warn("the mark of {}, which was deleted, cannot be put aside: {}", peerId, e.getMessage());
            }
        }
    }

    private String waiting() {
        return parts.membership()
                .member(peerId)
                .map(member -> "waiting: it is " + member.status())
                .orElse("waiting: the tracker does not list it");
    }

    private void serve(Member peer, Retry retry) throws InterruptedException {
        try {
            Optional<Mark> mark = mark(peer);
            if (mark.isPresent()) {
                replay(peer, mark.get());
                retry.succeeded();
            }
        } catch (IOException e) {
            Duration wait = retry.failed();
            state = "failing: " + e.getMessage();
            if (retry.failures() == 1) {
                log.warn("replication to {} interrupted: {}; trying again with growing pauses", peerId, e.getMessage());
            }
            stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Where to begin; empty as long as a peer that is filled by another is not active. */
    private Optional<Mark> mark(Member peer) throws IOException, InterruptedException {
        Optional<Mark> kept =
                peer.status() == StorageStatus.WAIT_SYNC ? Optional.empty() : markFile.read(parts.binlog());
        if (kept.isPresent() && !isFilledAnew(peer, kept.get())) {
            return kept;
        }
        state = "asking the trackers who fills it";
        Mark mark = newMark(peer);
        if (!mark.full() && peer.status() != StorageStatus.ACTIVE) {
            state = "waiting: another storage fills it";
            stopped.await(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        }
        markFile.write(mark);
        return Optional.of(mark);
    }

    private boolean isFilledAnew(Member peer, Mark kept) throws IOException {
        return peer.status() == StorageStatus.SYNCING && !kept.full() && isFilledFromHere(peer);
    }

    private boolean isFilledFromHere(Member peer) throws IOException {
        return parts.trackers().sourceOf(peer.id()).filter(this::isThisStorage).isPresent();
    }

    private boolean isThisStorage(SyncSource source) {
        return source.id().equals(parts.membership().ownId());
    }

    private Mark newMark(Member peer) throws IOException {
        Optional<SyncSource> source = parts.trackers().sourceOf(peer.id());
        boolean full = source.filter(this::isThisStorage).isPresent();
        long until = source.map(SyncSource::untilSeconds).orElse(0L);
        Mark start = Mark.start(full, until);
        return full || until == 0 ? start : start.at(firstFrom(until), 0, 0);
    }

    /** The first record of this time or later: what is older, the peer gets from the storage that fills it. */
    private Position firstFrom(long untilSeconds) throws IOException {
        try (BinlogReader reader = parts.binlog().reader(Position.START)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry
                        && entry.record().seconds() >= untilSeconds) {
                    return entry.at();
                }
            }
            return reader.position();
        }
    }

    private void replay(Member peer, Mark from) throws IOException, InterruptedException {
        if (peer.status() == StorageStatus.WAIT_SYNC) {
            parts.trackers().report(peer, StorageStatus.SYNCING);
            parts.membership().note(peerId, StorageStatus.SYNCING);
        }
        try (PeerSession opened = new PeerSession(peer, from, parts, markFile, quarantine)) {
            session = opened;
            opened.run(stopped);
        } finally {
            session = null;
        }
    }

    String peerId() {
        return peerId;
    }

    /** How far the peer is behind now. */
    ReplicationProgress.Peer progress() throws IOException {
        StorageStatus member =
                parts.membership().member(peerId).map(Member::status).orElse(StorageStatus.NONE);
        PeerSession running = session;
        if (running != null) {
            return running.progress(member, quarantine.count());
        }
        Mark kept = markFile.read(parts.binlog()).orElse(Mark.start(true, Long.MAX_VALUE));
        try (Backlog backlog = new Backlog(parts.binlog(), kept)) {
            long records = backlog.records();
            long oldest = backlog.oldest(parts.clock()).toSeconds();
            return new ReplicationProgress.Peer(
                    peerId, member, records, backlog.bytes(), oldest, 0, quarantine.count(), state);
        }
    }

    /** Stops after the records that are on their way now, or at once where the peer does not answer. */
    @Override
    public void close() {
        stopped.countDown();
        PeerSession running = session;
        if (running != null) {
            running.stop();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
