package io.fastdfs.cli;

import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A member of group1 for its tracker, of a release and with a past that the test chooses; it serves nobody. */
final class SimulatedMember implements AutoCloseable {
    private final OutgoingConnection tracker;

    SimulatedMember(InetSocketAddress tracker, String address, int port, String version) throws IOException {
        Duration patience = Duration.ofSeconds(10);
        this.tracker = new OutgoingConnection(
                tracker, InetAddress.ofLiteral(address), new OutgoingConnection.Timeouts(patience, patience));
        String host = tracker.getAddress().getHostAddress();
        this.tracker.ask(new StorageJoin(
                "group1",
                port,
                1,
                4,
                10,
                1,
                1,
                version,
                false,
                StorageStatus.ACTIVE.code,
                "",
                host,
                List.of(host + ":" + tracker.getPort())));
        this.tracker.ask(new StorageBeat(null));
    }

    /** It has taken a change at this time. */
    void changedAt(long seconds) throws IOException {
        tracker.ask(new StorageBeat(StorageCounters.none().with(Field.LAST_SOURCE_UPDATE, seconds)));
    }

    @Override
    public void close() throws IOException {
        tracker.close();
    }
}
