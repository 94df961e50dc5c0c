package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Connections to other trackers. They come from the address where this one listens, by which the others know it. */
public final class Peers {
    /** A tracker that does not answer in this time does not lead. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Dialer dialer;
    private final OutgoingConnection.Timeouts timeouts;

    public Peers(List<InetSocketAddress> listen, Duration connectTimeout) {
        dialer = Dialer.from(listen);
        timeouts = new OutgoingConnection.Timeouts(connectTimeout, ANSWER);
    }

    OutgoingConnection connect(TrackerAddress tracker) throws IOException {
        return dialer.connect(tracker.socketAddress(), timeouts);
    }

    /** Its times; empty if it knows no group, and so is no candidate. */
    Optional<TrackerStatus> status(TrackerAddress tracker) throws IOException {
        try (OutgoingConnection connection = connect(tracker)) {
            return Optional.of(TrackerStatus.decode(connection.ask(new EmptyRequest(Command.TRACKER_GET_STATUS))));
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
