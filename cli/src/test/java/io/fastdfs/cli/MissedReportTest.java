package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker that was away when a storage was reported as filled. */
class MissedReportTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path base;

    private final List<TrackerServer> trackers = new ArrayList<>();
    private final List<StorageServer> storages = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (StorageServer storage : storages) {
            storage.close();
        }
        trackers.forEach(TrackerServer::close);
    }

    private TrackerServer tracker(int number, int port) throws IOException {
        TrackerServer tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress("127.0.1.4" + number, port), base.resolve("t" + number)),
                Clock.systemUTC());
        tracker.start();
        return tracker;
    }

    private void startAll() throws IOException {
        for (int i = 0; i < 2; i++) {
            trackers.add(tracker(i, 0));
        }
        int port = 0;
        for (int i = 0; i < 2; i++) {
            StorageServer storage = new StorageServer(StorageConfig.defaults(
                            "group1",
                            new InetSocketAddress("127.0.1.4" + (5 + i), port),
                            base.resolve("s" + i),
                            trackers.stream().map(TrackerServer::address).toList())
                    .withSubdirCount(4)
                    .with(new StorageConfig.Intervals(
                            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60))));
            storages.add(storage);
            storage.start();
            port = storage.address().getPort();
        }
    }

    private OutgoingConnection connect(int tracker) throws IOException {
        return new OutgoingConnection(
                trackers.get(tracker).address(),
                null,
                new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    private boolean leads(int tracker) throws IOException {
        try (OutgoingConnection connection = connect(tracker)) {
            return TrackerStatus.decode(connection.ask(new EmptyRequest(Command.TRACKER_GET_STATUS)))
                    .leader();
        }
    }

    private void awaitAllActiveAt(int tracker) {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (OutgoingConnection connection = connect(tracker)) {
                assertThat(StorageStat.decodeAll(connection.ask(new ListStorages("group1", ""))))
                        .extracting(StorageStat::status)
                        .containsExactly(StorageStatus.ACTIVE, StorageStatus.ACTIVE);
            }
        });
    }

    @Test
    void hearsFromTheStorageWhatTheLeaderKnows() throws IOException {
        startAll();
        awaitAllActiveAt(0);
        awaitAllActiveAt(1);
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> leads(0) || leads(1));
        int follower = leads(0) ? 1 : 0;
        int port = trackers.get(follower).address().getPort();
        trackers.get(follower).close();
        Path file = base.resolve("t" + follower + "/data/storage_servers_new.dat");
        String state = Files.readString(file);
        String syncing = state.replace("\tstatus=5\n", "\tstatus=2\n");
        assertThat(syncing).isNotEqualTo(state);
        Files.writeString(file, syncing);
        trackers.set(follower, tracker(follower, port));
        awaitAllActiveAt(follower);
    }
}
