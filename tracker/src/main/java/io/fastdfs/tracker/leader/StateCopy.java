package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.GetSystemFile;
import io.fastdfs.protocol.tracker.SystemFilePart;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tracker learns from the others before its first storage joins. It asks them if it knows nothing, or was away for
 * long; then it takes the state of the one with the best right to lead.
 */
public final class StateCopy {
    private static final Logger log = LoggerFactory.getLogger(StateCopy.class);
    /** As C. Who was away for less has missed nothing that storages do not tell. */
    private static final long LONG_AWAY_SECONDS = 600;

    /** So that many storages that come together do not wait for a dead tracker one after the other. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final int FILES = 4;
    /** The largest cluster needs a hundredth of it. */
    private static final int MAX_FILE_CHARACTERS = 1 << 28;

    private final TrackerList trackers;
    private final Peers peers;
    private final Cluster cluster;
    private final Supplier<TrackerStatus> ownStatus;
    private final boolean stale;
    private long askedNanos;
    private boolean joined;
    private volatile boolean settled;

    /** @param downSeconds for how long this tracker had been away before it started */
    public StateCopy(
            TrackerList trackers, Peers peers, Cluster cluster, Supplier<TrackerStatus> ownStatus, long downSeconds) {
        this.trackers = trackers;
        this.peers = peers;
        this.cluster = cluster;
        this.ownStatus = ownStatus;
        stale = downSeconds > LONG_AWAY_SECONDS;
    }

    /**
     * Called before each join, once the trackers are known.
     *
     * <p>While another tracker, which may know the group, cannot be asked, a storage that is new has to wait: else it might
     * be told that there is nothing to copy. One that has its files may join, and this tracker learns from it. C lets
     * nobody join then, so that the last tracker that is alive is of no use if its disk was lost.
     *
     * @param fresh the storage has not asked yet who fills it
     * @throws FdfsException EAGAIN if it has to wait
     */
    public void beforeJoin(boolean fresh) throws FdfsException {
        if (!settled) {
            settle(fresh);
        }
    }

    private synchronized void settle(boolean fresh) throws FdfsException {
        boolean needed = !cluster.hasGroups() || cluster.voices().incomplete();
        if (settled || !needed && !stale) {
            settled = true;
            return;
        }
        if (askedNanos == 0 || System.nanoTime() - askedNanos > ASK_AGAIN.toNanos()) {
            ask(needed);
            askedNanos = System.nanoTime() | 1;
        }
        if (!settled) {
            if (fresh && !cluster.hasGroups()) {
                throw new FdfsException(Status.EAGAIN, "a new storage waits until another tracker can be asked");
            }
            joined = true;
        }
    }

    /** Asks all others, and takes the state of the best, unless storages have joined in the meantime. */
    private void ask(boolean needed) throws FdfsException {
        List<Rank> candidates = new ArrayList<>();
        boolean allAnswered = true;
        for (TrackerAddress other : trackers.others()) {
            try {
                peers.status(other).ifPresent(status -> candidates.add(new Rank(other, status)));
            } catch (IOException e) {
                allAnswered = false;
                log.warn("tracker {} cannot be asked for the state of the cluster: {}", other, e.getMessage());
            }
        }
        Optional<Rank> best = candidates.stream().max(Rank::compareTo);
        if (best.isPresent() && !joined) {
            if (needed || Rank.BY_TIMES.compare(ownStatus.get(), best.get().status()) < 0) {
                take(best.get().tracker());
            }
        }
        settled = best.isPresent() || allAnswered;
        cluster.complete(settled);
    }

    private void take(TrackerAddress tracker) throws FdfsException {
        try {
            cluster.adopt(files(tracker));
            log.info("the state of the cluster is that of tracker {}", tracker);
        } catch (IOException e) {
            throw new FdfsException(Status.EAGAIN, "cannot copy the state of tracker " + tracker, e);
        }
    }

    private List<String> files(TrackerAddress tracker) throws IOException {
        try (OutgoingConnection connection = peers.connect(tracker)) {
            connection.ask(new EmptyRequest(Command.TRACKER_GET_SYS_FILES_START));
            List<String> files = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                files.add(file(connection, i));
            }
            connection.ask(new EmptyRequest(Command.TRACKER_GET_SYS_FILES_END));
            return files;
        }
    }

    private static String file(OutgoingConnection connection, int index) throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            SystemFilePart part = SystemFilePart.decode(connection.ask(new GetSystemFile(index, text.length())));
            text.append(part.content());
            if (text.length() >= part.fileSize()) {
                return text.toString();
            }
            if (part.content().isEmpty() || text.length() > MAX_FILE_CHARACTERS) {
                throw new IOException("file " + index + " ends at " + text.length() + " of " + part.fileSize());
            }
        }
    }
}
