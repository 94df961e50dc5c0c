package io.fastdfs.storage.sync;

import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.MemberConnections;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one peer the records from a mark on, over several lanes, for as long as all goes well. */
final class PeerSession implements AutoCloseable, Lane.Session {
    private static final Logger log = LoggerFactory.getLogger(PeerSession.class);
    /** Records on their way to one peer; each is a line of text here, its content stays on the disk. */
    private static final int WINDOW = 1024;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Member peer;
    private final Mark from;
    private final SyncParts parts;
    private final MarkFile markFile;
    private final Quarantine quarantine;
    private final InFlight inFlight;
    private final BinlogReader reader;
    private final LaterChanges later;
    private final Backlog backlog;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final LongAdder doneRecords = new LongAdder();
    private final LongAdder doneBytes = new LongAdder();
    private final Rate rate;
    private Mark written;
    /** A mark is flushed to the disk, for which other writes wait: once a second is enough. */
    private long writtenNanos = System.nanoTime();

    PeerSession(Member peer, Mark from, SyncParts parts, MarkFile markFile, Quarantine quarantine) {
        this.peer = peer;
        this.from = from;
        this.parts = parts;
        this.markFile = markFile;
        this.quarantine = quarantine;
        written = from;
        inFlight = new InFlight(parts.config().lanes(), WINDOW, Lane.AHEAD, from);
        reader = parts.binlog().follower(from.position());
        later = new LaterChanges(parts.binlog(), from.position());
        backlog = new Backlog(parts.binlog(), from);
        rate = new Rate(parts.clock());
    }

    /**
     * Sends until this is stopped, the peer takes no more changes, or it has been filled.
     *
     * @throws IOException if the connection to the peer fails
     */
    void run(CountDownLatch stopped) throws IOException, InterruptedException {
        Thread[] lanes = new Thread[parts.config().lanes()];
        for (int i = 0; i < lanes.length; i++) {
            Lane lane = new Lane(i, inFlight, new RecordSender(parts.shelf(), later), this);
            lanes[i] = Thread.ofVirtual().name("sync-" + peer.id() + "-" + i).start(lane::run);
        }
        try {
            boolean more = true;
            while (more && stopped.getCount() > 0 && failure.get() == null && mayGoOn()) {
                more = step();
            }
            inFlight.awaitEmpty();
        } finally {
            stop();
            for (Thread lane : lanes) {
                lane.join();
            }
            passCopies();
            writeMark();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Copies wake nobody. Those behind what was read are passed now, so that the mark of a peer that has all is at the end. */
    private void passCopies() throws IOException {
        Optional<BinlogReader.Line> line = reader.next();
        while (line.isPresent()
                && line.get() instanceof BinlogReader.Entry(BinlogRecord record, Position _, Position next)
                && !from.wants(record)) {
            inFlight.pass(next);
            line = reader.next();
        }
    }

    private boolean mayGoOn() {
        return parts.membership().member(peer.id()).filter(Member::takesChanges).isPresent()
                && parts.config().isOpen(LocalTime.now(parts.clock()));
    }

    /** Takes the next line of the binlog, or waits for it; false if the peer has been filled. */
    private boolean step() throws IOException, InterruptedException {
        Optional<BinlogReader.Line> line = reader.next();
        if (line.isPresent()) {
            take(line.get());
            return true;
        }
        Position end = reader.position();
        if (from.filling()) {
            if (inFlight.awaitEmpty() && parts.binlog().end().equals(end)) {
                finishFilling();
                return false;
            }
            return true;
        }
        if (!parts.binlog().awaitBeyond(end, LOOK_AGAIN)) {
            writeMark(); // Nothing comes: time to note where this is.
        }
        return true;
    }

    private void take(BinlogReader.Line line) throws IOException, InterruptedException {
        switch (line) {
            case BinlogReader.Malformed(String text, String why, Position _, Position next) -> {
                quarantine.add(text, why);
                inFlight.pass(next);
            }
            case BinlogReader.Entry(BinlogRecord record, Position _, Position next) -> {
                if (from.wants(record)) {
                    inFlight.put(record, next);
                    pause();
                } else {
                    inFlight.pass(next);
                }
            }
        }
        boolean isDue =
                inFlight.mark().synced() - written.synced() >= parts.config().markEvery();
        if (isDue && System.nanoTime() - writtenNanos >= LOOK_AGAIN.toNanos()) {
            writeMark();
        }
    }

    private void pause() throws InterruptedException {
        Duration interval = parts.config().interval();
        if (!interval.isZero()) {
            ended.await(interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The peer has everything: the trackers hear it, and its next heartbeat makes it active. */
    private void finishFilling() throws IOException {
        Mark filled = inFlight.mark().filled();
        markFile.write(filled);
        written = filled;
        log.info("storage {} has everything up to {}", peer.id(), filled.position());
        parts.trackers().report(peer, StorageStatus.OFFLINE);
        parts.membership().note(peer.id(), StorageStatus.OFFLINE);
    }

    private void writeMark() throws IOException {
        Mark now = inFlight.mark();
        if (now.scanned() != written.scanned()) {
            markFile.write(now);
            written = now;
            writtenNanos = System.nanoTime();
        }
    }

    @Override
    public MemberConnections.Introduced connect() throws IOException {
        return parts.connections().introduced(peer);
    }

    @Override
    public boolean recover(BinlogRecord record) throws IOException {
        return parts.fetch().bring(parts.paths().locate(record.change().filename()));
    }

    @Override
    public void setAside(BinlogRecord record, String why) throws IOException {
        quarantine.add(record.line().strip(), why);
    }

    @Override
    public void sent(BinlogRecord record, SyncOutcome outcome) {
        doneRecords.increment();
        doneBytes.add(Backlog.contentBytes(record));
        parts.shelf().counters().syncedOut(outcome instanceof SyncOutcome.Applied(long bytes) ? bytes : 0);
        rate.count();
    }

    @Override
    public void failed(IOException cause) {
        failure.compareAndSet(null, cause);
        stop();
    }

    @Override
    public CountDownLatch ended() {
        return ended;
    }

    ReplicationProgress.Peer progress(StorageStatus member, long setAside) throws IOException {
        long records = Math.max(0, backlog.records() - doneRecords.sum());
        long bytes = Math.max(0, backlog.bytes() - doneBytes.sum());
        String state = from.filling() ? "filling it" : records == 0 ? "up to date" : "sending";
        return new ReplicationProgress.Peer(
                peer.id(),
                member,
                records,
                bytes,
                oldest().toSeconds(),
                Math.round(rate.perSecond() * 1000),
                setAside,
                state);
    }

    private Duration oldest() throws IOException {
        try (Backlog left = new Backlog(parts.binlog(), inFlight.mark())) {
            return left.oldest(parts.clock());
        }
    }

    /** Ends the session at once: what is on its way is sent again in the next. */
    void stop() {
        ended.countDown();
        inFlight.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        reader.close();
        later.close();
        backlog.close();
    }
}
