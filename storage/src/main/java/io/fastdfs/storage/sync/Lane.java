package io.fastdfs.storage.sync;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.binlog.BinlogRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a peer, over which the records of its lane are sent one after another. Used by its own thread only. */
final class Lane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    /** So often a record is refused for a reason of its own before it is set aside. */
    private static final int MAX_REFUSALS = 5;

    private final int number;
    private final InFlight records;
    private final RecordSender sender;
    private final Session session;
    private @Nullable OutgoingConnection connection;

    /** What the lanes to one peer share. */
    interface Session {
        /** A new connection, introduced where C would. */
        OutgoingConnection connect(int lane) throws IOException;

        /** Tries to get a file from another member that the record needs and that is not here. */
        boolean recover(BinlogRecord record) throws IOException;

        void setAside(BinlogRecord record, String why) throws IOException;

        void sent(BinlogRecord record, SyncOutcome outcome);

        /** The peer is away, or answers nonsense: everything begins anew at the mark. */
        void failed(IOException cause);

        /** Counted down when the session ends. */
        CountDownLatch ended();
    }

    Lane(int number, InFlight records, RecordSender sender, Session session) {
        this.number = number;
        this.records = records;
        this.sender = sender;
        this.session = session;
    }

    /** Sends until the session ends. */
    void run() {
        try {
            for (var task = records.take(number); task.isPresent(); task = records.take(number)) {
                if (!finished(task.get().record())) {
                    return;
                }
                task.get().done();
            }
        } catch (IOException e) {
            session.failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Tries until the record is done or set aside; false if the session ended before. */
    private boolean finished(BinlogRecord record) throws IOException, InterruptedException {
        Retry refusals = new Retry();
        boolean recovered = false;
        while (true) {
            Duration wait = Duration.ZERO;
            try {
                SyncOutcome outcome = sender.send(record, connection());
                boolean lost = outcome instanceof SyncOutcome.SourceLost;
                if (lost && !recovered && session.recover(record)) {
                    recovered = true;
                    continue;
                }
                if (lost) {
                    session.setAside(record, "the file is not here, nor at another member, and no record says why");
                }
                session.sent(record, outcome);
                return true;
            } catch (FdfsException e) {
                wait = refusals.failed();
                if (isOfTheRecord(e.status()) && refusals.failures() >= MAX_REFUSALS) {
                    session.setAside(record, String.valueOf(e.getMessage()));
                    return true;
                }
                log.warn("{} not taken: {}; again in {} ms", record.line().strip(), e.getMessage(), wait.toMillis());
                if (e.status().equals(Status.EINVAL)) {
                    close(); // The peer closes after it.
                }
            }
            if (session.ended().await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
    }

    /** False for refusals that say something of the peer's state, and pass: it is full, starting, or its disk fails. */
    private static boolean isOfTheRecord(Status status) {
        return switch (status.code()) {
            case 4, 5, 11, 12, 16, 23, 24, 28, 30 -> false;
            default -> true;
        };
    }

    private OutgoingConnection connection() throws IOException {
        OutgoingConnection open = connection;
        if (open == null) {
            open = session.connect(number);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        OutgoingConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
