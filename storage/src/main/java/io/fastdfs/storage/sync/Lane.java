package io.fastdfs.storage.sync;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.group.MemberConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a peer, over which the records of its lane are sent. Several leave before the first answer is waited
 * for, each of another file, so that none depends on the outcome of another; what does not go smoothly is tried again
 * alone. Used by its own thread only.
 */
final class Lane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    /** So often a record is refused for a reason of its own before it is set aside. */
    private static final int MAX_REFUSALS = 5;
    /** Records, and bytes of content, that leave before the first answer is waited for. */
    static final int AHEAD = 32;

    private static final long AHEAD_BYTES = 256 * 1024;

    private final int number;
    private final InFlight records;
    private final RecordSender sender;
    private final Session session;
    private @Nullable OutgoingConnection connection;
    private boolean takesAhead;

    /** What the lanes to one peer share. */
    interface Session {
        /** A new connection, introduced. */
        MemberConnections.Introduced connect() throws IOException;

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

    /** A record whose request has been sent. */
    private record Sent(InFlight.Task task, Request request) {}

    /** Sends until the session ends. */
    void run() {
        try {
            for (var task = records.take(number); task.isPresent(); task = records.take(number)) {
                if (!sendAhead(task.get())) {
                    return;
                }
            }
        } catch (IOException e) {
            session.failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Sends this record, and those behind it that need not wait for it; false if the session ended before they are done. */
    private boolean sendAhead(InFlight.Task first) throws IOException, InterruptedException {
        List<InFlight.Task> taken = new ArrayList<>(List.of(first));
        List<Sent> sent = new ArrayList<>();
        List<InFlight.Task> alone = new ArrayList<>();
        boolean waitsForAnswer = sender.asksFirst();
        long bytes = offer(first, sent, alone);
        while (takesAhead && !waitsForAnswer && taken.size() < AHEAD && bytes < AHEAD_BYTES) {
            Optional<InFlight.Task> next = records.takeUnrelated(number, taken);
            if (next.isEmpty()) {
                break;
            }
            taken.add(next.get());
            bytes += offer(next.get(), sent, alone);
        }
        connection().flush();
        conclude(sent, answers(sent), alone);
        for (InFlight.Task task : alone) {
            if (!finished(task.record())) {
                return false;
            }
            task.done();
        }
        return true;
    }

    /** Bytes of content that are on their way now. */
    private long offer(InFlight.Task task, List<Sent> sent, List<InFlight.Task> alone) throws IOException {
        try {
            switch (sender.offer(task.record(), connection())) {
                case RecordSender.Offer.Sent(Request request) -> {
                    sent.add(new Sent(task, request));
                    return request.contentBytes();
                }
                case RecordSender.Offer.Settled(SyncOutcome.SourceLost _) -> alone.add(task);
                case RecordSender.Offer.Settled(SyncOutcome outcome) -> done(task, outcome);
            }
        } catch (FdfsException _) {
            alone.add(task);
        }
        return 0;
    }

    /** Of the requests in their order; fewer if the peer has closed after one that it did not understand. */
    private List<Status> answers(List<Sent> sent) throws IOException {
        List<Status> answers = new ArrayList<>();
        for (Sent one : sent) {
            Status status = RecordSender.status(one.request, connection());
            answers.add(status);
            if (status.equals(Status.EINVAL)) {
                close();
                break;
            }
        }
        return answers;
    }

    private void conclude(List<Sent> sent, List<Status> answers, List<InFlight.Task> alone) throws IOException {
        for (int i = 0; i < sent.size(); i++) {
            InFlight.Task task = sent.get(i).task;
            if (i >= answers.size() || answers.get(i).equals(Status.EINVAL)) {
                alone.add(task);
                continue;
            }
            try {
                done(task, sender.conclude(task.record(), sent.get(i).request, answers.get(i), connection()));
            } catch (FdfsException _) {
                alone.add(task);
            }
        }
    }

    private void done(InFlight.Task task, SyncOutcome outcome) {
        session.sent(task.record(), outcome);
        task.done();
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
            MemberConnections.Introduced opened = session.connect();
            open = opened.connection();
            connection = open;
            takesAhead = opened.takesAhead();
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
