package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A tracker of the installed C programs and one of ours in one cluster, with a storage of each; both trackers lead by turns. */
@EnabledIf("io.fastdfs.cli.InstalledCTest#isInstalled")
class MixedTrackersTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final String STORAGE_OF_C = "127.0.1.63";
    private static final String STORAGE_OF_OURS = "127.0.1.64";

    @TempDir
    private Path folder;

    private final InetSocketAddress trackerOfC = free("127.0.1.61");
    private final InetSocketAddress trackerOfOurs = free("127.0.1.62");
    private final Map<FileId, String> stored = new HashMap<>();
    private ServerProcess ours;
    private StorageServer storage;
    private FastdfsClient client;

    private static InetSocketAddress free(String address) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return new InetSocketAddress(address, free.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        InetSocketAddress storageOfOurs = free(STORAGE_OF_OURS);
        conf("tracker-c", trackerOfC, "reserved_storage_space = 1%\ncheck_active_interval = 5\n");
        conf("tracker-ours", trackerOfOurs, "reserved_storage_space = 1%\ncheck_active_interval = 5\n");
        conf("storage-c", new InetSocketAddress(STORAGE_OF_C, storageOfOurs.getPort()), """
                group_name = group1
                tracker_server = %s
                tracker_server = %s
                subdir_count_per_path = 4
                heart_beat_interval = 1
                stat_report_interval = 1
                sync_binlog_buff_interval = 1
                sync_wait_msec = 10
                thread_stack_size = 512KB
                """.formatted(host(trackerOfC), host(trackerOfOurs)));
        runC("trackerd", "tracker-c", "start");
        ours = ServerProcess.start("trackerd", conf("tracker-ours"));
        runC("storaged", "storage-c", "start");
        storage = new StorageServer(StorageConfig.defaults(
                        "group1", storageOfOurs, folder.resolve("ours"), List.of(trackerOfC, trackerOfOurs))
                .withSubdirCount(4)
                .with(new StorageConfig.Intervals(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60))));
        storage.start();
        client = FastdfsClient.builder()
                .tracker(host(trackerOfC))
                .tracker(host(trackerOfOurs))
                .build();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        client.close();
        storage.close();
        ours.stop();
        runC("storaged", "storage-c", "stop");
        runC("trackerd", "tracker-c", "stop");
    }

    private void conf(String server, InetSocketAddress address, String more) throws IOException {
        Files.writeString(
                conf(server),
                """
                port = %d
                bind_addr = %s
                base_path = %s
                """
                                .formatted(
                                        address.getPort(),
                                        address.getAddress().getHostAddress(),
                                        Files.createDirectory(folder.resolve(server)))
                        + more);
    }

    private Path conf(String server) {
        return folder.resolve(server + ".conf");
    }

    private void runC(String daemon, String server, String action) throws IOException, InterruptedException {
        SwitchedCluster.runC(folder, "fdfs_" + daemon, conf(server).toString(), action);
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void stopTracker(InetSocketAddress tracker) throws IOException, InterruptedException {
        if (tracker.equals(trackerOfC)) {
            runC("trackerd", "tracker-c", "stop");
        } else {
            ours.kill();
        }
    }

    private void startTracker(InetSocketAddress tracker) throws IOException, InterruptedException {
        if (tracker.equals(trackerOfC)) {
            runC("trackerd", "tracker-c", "start");
        } else {
            ours.startAgain();
        }
    }

    private InetSocketAddress other(InetSocketAddress tracker) {
        return tracker.equals(trackerOfC) ? trackerOfOurs : trackerOfC;
    }

    private String leaderAt(InetSocketAddress tracker) throws IOException {
        try (OutgoingConnection asked = new OutgoingConnection(tracker, null, TIMEOUTS)) {
            return asked.ask(new EmptyRequest(Command.SERVER_GET_LEADER)).restText();
        }
    }

    /** The one that leads, which is whichever has heard of a storage first. */
    private InetSocketAddress awaitAnyLeader() {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> leaderAt(trackerOfC).equals(leaderAt(trackerOfOurs)));
        try {
            return leaderAt(trackerOfC).equals(host(trackerOfC)) ? trackerOfC : trackerOfOurs;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** They name this leader, and both storages are active at each of them. */
    private void awaitLeader(InetSocketAddress leader, InetSocketAddress... trackers) {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            for (InetSocketAddress tracker : trackers) {
                assertThat(leaderAt(tracker)).isEqualTo(host(leader));
                try (OutgoingConnection asked = new OutgoingConnection(tracker, null, TIMEOUTS)) {
                    assertThat(StorageStat.decodeAll(asked.ask(new ListStorages("group1", ""))))
                            .extracting(StorageStat::status)
                            .containsExactly(StorageStatus.ACTIVE, StorageStatus.ACTIVE);
                }
            }
        });
    }

    private void storeAndReadAll() throws IOException {
        for (int i = 0; i < 6; i++) {
            String content = "file " + stored.size();
            stored.put(client.upload(content.getBytes(StandardCharsets.UTF_8), "txt"), content);
        }
        for (Map.Entry<FileId, String> file : stored.entrySet()) {
            assertThat(client.download(file.getKey())).asString().isEqualTo(file.getValue());
        }
    }

    @Test
    @Timeout(300)
    void eachOfThemLeadsAndFollowsAndFilesAreStoredAndReadAllTheTime() throws Exception {
        InetSocketAddress first = awaitAnyLeader();
        InetSocketAddress second = other(first);
        awaitLeader(first, first, second);
        storeAndReadAll();
        stopTracker(first);
        awaitLeader(second, second);
        storeAndReadAll();
        startTracker(first);
        awaitLeader(second, first, second);
        storeAndReadAll();
        stopTracker(second);
        awaitLeader(first, first);
        storeAndReadAll();
        startTracker(second);
        awaitLeader(first, first, second);
        storeAndReadAll();
    }
}
