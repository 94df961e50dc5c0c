package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trackers that do not reach each other, and a storage that reaches both. */
class TwoLeadersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

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

    private TrackerServer tracker(int number, int port, AllowedPeers allowed) throws IOException {
        TrackerServer tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress("127.0.1.3" + number, port), base.resolve("t" + number))
                        .withAllowed(allowed),
                Clock.systemUTC());
        tracker.start();
        return tracker;
    }

    private OutgoingConnection connect(TrackerServer tracker) throws IOException {
        return new OutgoingConnection(
                tracker.address(), null, new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    private boolean leads(TrackerServer tracker) throws IOException {
        try (OutgoingConnection connection = connect(tracker)) {
            return TrackerStatus.decode(connection.ask(new EmptyRequest(Command.TRACKER_GET_STATUS)))
                    .leader();
        }
    }

    private boolean hasTheStorage(TrackerServer tracker) throws IOException {
        try (OutgoingConnection connection = connect(tracker)) {
            GroupStat group = GroupStat.decode(connection.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS)));
            return group.writableCount() == 1;
        }
    }

    private void awaitStorageEverywhere() {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> hasTheStorage(trackers.get(0)) && hasTheStorage(trackers.get(1)));
    }

    @Test
    void theStorageMakesThemStepDownAndWithoutEachOtherNoneLeadsAgain() throws IOException {
        for (int i = 0; i < 2; i++) {
            trackers.add(tracker(i, 0, AllowedPeers.EVERYBODY));
        }
        StorageServer storage = new StorageServer(StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress("127.0.1.35", 0),
                        base.resolve("s"),
                        trackers.stream().map(TrackerServer::address).toList())
                .withSubdirCount(4)
                .with(new StorageConfig.Intervals(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60))));
        storages.add(storage);
        storage.start();
        awaitStorageEverywhere();
        Awaitility.await().atMost(SOON).until(() -> leads(trackers.get(0)) || leads(trackers.get(1)));

        AllowedPeers notEachOther = AllowedPeers.of(List.of(new AllowedHost.Named(List.of("127.0.0.1", "127.0.1.35"))));
        for (int i = 0; i < 2; i++) {
            int port = trackers.get(i).address().getPort();
            trackers.get(i).close();
            trackers.set(i, tracker(i, port, notEachOther));
        }
        awaitStorageEverywhere();
        Awaitility.await().during(Duration.ofSeconds(5)).atMost(SOON).untilAsserted(() -> {
            assertThat(leads(trackers.get(0))).isFalse();
            assertThat(leads(trackers.get(1))).isFalse();
        });
    }
}
