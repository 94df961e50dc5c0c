package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections to other trackers. They come from the address where this one listens, by which the others know it. */
public final class Peers {
    /** A tracker that does not answer in this time does not lead. */
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final @Nullable InetAddress from;

    public Peers(InetSocketAddress bind) {
        InetAddress address = bind.getAddress();
        from = address == null || address.isAnyLocalAddress() ? null : address;
    }

    OutgoingConnection connect(TrackerAddress tracker) throws IOException {
        return new OutgoingConnection(tracker.socketAddress(), from, TIMEOUTS);
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
