package io.fastdfs.storage.report;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to one tracker: parameters, join, then heartbeats and space reports; anew whenever it is lost. */
public final class TrackerSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrackerSession.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MAX_ANSWER = 64 * 1024;

    private final InetSocketAddress tracker;
    private final Identity identity;
    private final Timing timing;
    private final Consumer<ClusterParameters> parametersChanged;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Socket socket = new Socket();
    private boolean reachable = true;

    /** How often to report, and how long to wait for an answer. */
    public record Timing(Duration heartBeat, Duration statReport, Duration network) {}

    public TrackerSession(
            InetSocketAddress tracker,
            Identity identity,
            Timing timing,
            Consumer<ClusterParameters> parametersChanged) {
        this.tracker = tracker;
        this.identity = identity;
        this.timing = timing;
        this.parametersChanged = parametersChanged;
    }

    /** Runs on a virtual thread until it is closed. */
    public void start() {
        Thread.ofVirtual().name("tracker-" + tracker).start(this::run);
    }

    private void run() {
        do {
            try (Socket connection = new Socket()) {
                socket = connection;
                connection.bind(new InetSocketAddress(identity.address(), 0));
                connection.connect(tracker, (int) timing.network.toMillis());
                connection.setTcpNoDelay(true);
                connection.setSoTimeout((int) timing.network.toMillis());
                serve(connection);
            } catch (IOException e) {
                if (reachable && stopped.getCount() > 0) {
                    log.warn("tracker {}: {}; trying again each {} s", tracker, e.getMessage(), RETRY.toSeconds());
                }
                reachable = false;
            }
        } while (!waitForStop(RETRY));
    }

    private void serve(Socket connection) throws IOException {
        parametersChanged.accept(ClusterParameters.parse(
                ask(connection, new EmptyRequest(Command.STORAGE_PARAMETER_REQ)).restText()));
        JoinReply joined = JoinReply.decode(ask(connection, identity.join(tracker)));
        if (joined.status() == StorageStatus.INIT) {
            // Without an answer there is nobody to copy from.
            ask(connection, new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ)).end();
        }
        log.info("joined tracker {} as {}", tracker, joined.status());
        reachable = true;
        long nextSpaceReport = System.nanoTime();
        do {
            ChangeList.decode(ask(connection, new StorageBeat(identity.counters())));
            if (System.nanoTime() - nextSpaceReport >= 0) {
                ChangeList.decode(ask(connection, new DiskUsage(identity.space())));
                nextSpaceReport = System.nanoTime() + timing.statReport.toNanos();
            }
        } while (!waitForStop(timing.heartBeat));
    }

    private BodyReader ask(Socket connection, Request request) throws IOException {
        ByteBuffer frame = BodyWriter.frame(request);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        connection.getOutputStream().write(bytes);
        DataInputStream in = new DataInputStream(connection.getInputStream());
        byte[] header = in.readNBytes(Header.BYTES);
        if (header.length < Header.BYTES) {
            throw new IOException("closed the connection at " + request.command());
        }
        Header answer = Header.decode(ByteBuffer.wrap(header));
        if (answer.bodyLength() < 0 || answer.bodyLength() > MAX_ANSWER) {
            throw new IOException("answer of " + answer.bodyLength() + " bytes to " + request.command());
        }
        byte[] body = new byte[(int) answer.bodyLength()];
        in.readFully(body);
        if (answer.status() != 0) {
            throw new FdfsException(new Status(answer.status()), request.command() + " refused");
        }
        return new BodyReader(ByteBuffer.wrap(body));
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
    public void close() throws IOException {
        stopped.countDown();
        socket.close();
    }
}
