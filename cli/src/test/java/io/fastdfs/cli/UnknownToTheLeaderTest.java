package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that has found its place by one tracker, while another one leads, which has never heard of it. */
class UnknownToTheLeaderTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final String STORAGE = "127.0.3.13";

    @TempDir
    private Path base;

    /** The members of a group have one port. */
    private final int storagePort = freePort();

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral(STORAGE))) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TrackerServer tracker(String address, int port) throws IOException {
        TrackerServer tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress(address, port), base.resolve(address)), Clock.systemUTC());
        tracker.start();
        return tracker;
    }

    private StorageServer storage(TrackerServer... trackers) throws IOException {
        StorageServer storage = new StorageServer(StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress(STORAGE, storagePort),
                        base.resolve("storage"),
                        Arrays.stream(trackers).map(TrackerServer::address).toList())
                .withSubdirCount(4));
        storage.start();
        return storage;
    }

    private static void awaitActiveAt(TrackerServer tracker) {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (OutgoingConnection asked = new OutgoingConnection(tracker.address(), null, TIMEOUTS)) {
                assertThat(StorageStat.decodeAll(asked.ask(new ListStorages("group1", STORAGE))))
                        .extracting(StorageStat::status)
                        .containsExactly(StorageStatus.ACTIVE);
            }
        });
    }

    @Test
    void itIsActiveThereOnceAllTrackersHaveAnswered() throws IOException {
        try (TrackerServer leader = tracker("127.0.3.11", 0)) {
            SimulatedMember other = new SimulatedMember(leader.address(), "127.0.3.14", storagePort, "6.16.1");
            int port;
            try (TrackerServer follower = tracker("127.0.3.12", 0)) {
                port = follower.address().getPort();
                try (StorageServer storage = storage(follower)) {
                    awaitActiveAt(follower);
                    assertThat(storage.address().getHostString()).isEqualTo(STORAGE);
                }
            }
            try (TrackerServer follower = tracker("127.0.3.12", port);
                    StorageServer storage = storage(follower, leader)) {
                awaitActiveAt(leader);
                awaitActiveAt(follower);
                assertThat(storage.address().getHostString()).isEqualTo(STORAGE);
            }
            other.close();
        }
    }
}
