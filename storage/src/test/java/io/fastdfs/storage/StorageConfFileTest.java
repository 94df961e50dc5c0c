package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.conf.ConfException;
import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.Key;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.Status;
import io.fastdfs.storage.report.Advertised;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code storage.conf} reaches the storage, key by key. */
class StorageConfFileTest {
    private static final String MINIMUM = """
        base_path = /data
        group_name = group1
        bind_addr = 127.0.0.70
        tracker_server = 127.0.0.71:22122
        """;
    private static final String BASE = MINIMUM + """
        store_path_count = 2
        store_path1 = /b
        """;
    /** For each key that is used, a value that {@link #BASE} does not have. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("disabled", "true"),
            Map.entry("group_name", "group2"),
            Map.entry("fdfs_advertised_address", "storage1.example.com:32001"),
            Map.entry("bind_addr", "127.0.0.71"),
            Map.entry("port", "23001"),
            Map.entry("outer_port", "7"),
            Map.entry("inner_bind_addr", "127.0.0.72"),
            Map.entry("outer_bind_addr", "127.0.0.73"),
            Map.entry("address_family", "IPv6\nbind_addr = 127.0.0.70,::2"),
            Map.entry("network_timeout", "7"),
            Map.entry("heart_beat_interval", "7"),
            Map.entry("stat_report_interval", "7"),
            Map.entry("sync_stat_file_interval", "7"),
            Map.entry("base_path", "/other"),
            Map.entry("max_connections", "7"),
            Map.entry("tracker_server", "127.0.0.72:22122"),
            Map.entry("log_level", "debug"),
            Map.entry("run_by_user", "somebody-else"),
            Map.entry("store_path_count", "3\nstore_path2 = /c"),
            Map.entry("store_path1", "/other"),
            Map.entry("store_path1_readonly", "true"),
            Map.entry("subdir_count_per_path", "7"),
            Map.entry("disk_reader_threads", "7"),
            Map.entry("disk_writer_threads", "7"),
            Map.entry("disk_recovery_threads", "7"),
            Map.entry("file_distribute_rotate_count", "7"),
            Map.entry("file_distribute_path_mode", "1"),
            Map.entry("fsync_after_written_bytes", "7"),
            Map.entry("upload_priority", "7"),
            Map.entry("check_store_path_mark", "false"),
            Map.entry("disk_rw_separated", "false"),
            Map.entry("server_id", "7"),
            Map.entry("client_bind", "false"),
            Map.entry("connect_timeout", "7"),
            Map.entry("allow_hosts", "127.0.0.1"),
            Map.entry("sync_max_threads", "7"),
            Map.entry("sync_interval", "7"),
            Map.entry("sync_start_time", "01:00"),
            Map.entry("sync_end_time", "02:00"),
            Map.entry("write_mark_file_freq", "7"),
            Map.entry("compress_binlog", "true"),
            Map.entry("compress_binlog_time", "02:00"),
            Map.entry("enabled", "true"),
            Map.entry("time_precision", "us"),
            Map.entry("sync_log_buff_interval", "7"),
            Map.entry("log_file_rotate_everyday", "false"),
            Map.entry("log_file_rotate_time", "01:00"),
            Map.entry("log_file_rotate_on_size", "1G"),
            Map.entry("log_file_compress_old", "true"),
            Map.entry("log_file_compress_days_before", "7"),
            Map.entry("log_file_keep_days", "7"),
            Map.entry("log_file_delete_old_time", "02:00"));
    /** What else has to be in the file so that a key makes a difference. */
    private static final Map<String, String> NEEDED = Map.of(
            "compress_binlog_time", "compress_binlog = true\n",
            "outer_bind_addr", "outer_port = 8\n");
    /** With these other values nothing starts. */
    private static final Set<String> REFUSED = Set.of("disabled", "run_by_user");

    private record Given(
            StorageConfig config, DaemonSettings daemon, Optional<StorageConfFile.AccessLogPlan> accessLog) {}

    private static Given given(String text) throws IOException {
        Values conf =
                StorageKeys.KEYS.read(ConfFile.parse("storage.conf", text)).accepted(finding -> {});
        return new Given(
                StorageConfFile.config(conf), DaemonSettings.ofStorage(conf), StorageConfFile.accessLogPlan(conf));
    }

    static Stream<Key<?>> honouredKeys() {
        return StorageKeys.KEYS.keys().stream().filter(Key::isHonoured);
    }

    @ParameterizedTest
    @MethodSource("honouredKeys")
    void noKeyThatTheTableCallsUsedIsReadAndIgnored(Key<?> key) throws IOException {
        String name = key.name().replace("store_pathN", "store_path1");
        assertThat(OTHER).as("another value of %s", name).containsKey(name);
        String base = BASE + (key.section().isEmpty() ? "" : "[" + key.section() + "]\n");
        String enabled = key.section().equals("access-log") && !name.equals("enabled")
                ? "enabled = true\n"
                : NEEDED.getOrDefault(name, "");
        String changed = base + enabled + name + " = " + OTHER.get(name);
        assertThat(given(base + enabled)).isEqualTo(given(base + enabled));
        if (REFUSED.contains(name)) {
            assertThatThrownBy(() -> given(changed))
                    .isInstanceOf(ConfException.class)
                    .hasMessageContaining(name + " = ");
        } else {
            assertThat(given(changed)).as(name).isNotEqualTo(given(base + enabled));
        }
    }

    @Test
    void withoutKeysEverythingIsAsInC() throws IOException {
        StorageConfig config = given(MINIMUM).config();
        assertThat(config.bind()).isEqualTo(new InetSocketAddress("127.0.0.70", 23000));
        assertThat(config.disks().paths()).containsExactly(Path.of("/data"));
        assertThat(config.disks().subdirCount()).isEqualTo(256);
        assertThat(config.connections().max()).isEqualTo(256);
        assertThat(config.connections().networkTimeout()).hasSeconds(30);
        assertThat(config.intervals().heartBeat()).hasSeconds(30);
        assertThat(config.intervals().statReport()).hasSeconds(300);
        assertThat(config.disks().readonly()).isEmpty();
    }

    @Test
    void storePathsStandInTheOrderOfTheirNumbers() throws IOException {
        StorageConfig config = given(MINIMUM
                        + "store_path_count = 3\nstore_path2 = /c\nstore_path1 = /b\nstore_path2_readonly = yes")
                .config();
        assertThat(config.disks().paths()).containsExactly(Path.of("/data"), Path.of("/b"), Path.of("/c"));
        assertThat(config.disks().readonly()).containsExactly(2);
    }

    @Test
    void aStorageServesBothAddressesOfItsBindAddr(@TempDir Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            port = free.getLocalPort();
        }
        String text = """
                bind_addr = 127.0.0.14,::1
                port = %d
                base_path = %s
                group_name = group1
                subdir_count_per_path = 4
                tracker_server = 127.0.0.71:1
                """.formatted(port, folder);
        try (StorageServer storage = new StorageServer(given(text).config())) {
            storage.start();
            for (String address : List.of("127.0.0.14", "::1")) {
                try (RawPeer peer = new RawPeer(new InetSocketAddress(InetAddress.ofLiteral(address), port))) {
                    assertThat(peer.status(new EmptyRequest(Command.ACTIVE_TEST)))
                            .isEqualTo(Status.OK);
                }
            }
        }
    }

    @Test
    void finishedBinlogsArePackedAtTheTimeOfDay(@TempDir Path folder) throws IOException {
        Path sync = Files.createDirectories(folder.resolve("data/sync"));
        Files.writeString(sync.resolve("binlog.000"), "1760000000 C M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt\n");
        Files.writeString(sync.resolve("binlog.001"), "");
        Files.writeString(sync.resolve("binlog_index.dat"), "current_write=1\ncurrent_compress=0\n");
        LocalTime soon = LocalTime.now(ZoneId.systemDefault()).plusSeconds(1);
        Duration minute = Duration.ofMinutes(1);
        StorageConfig config = StorageConfig.defaults(
                        "group1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder, List.of())
                .withSubdirCount(4)
                .with(new StorageConfig.Intervals(minute, minute, minute, Optional.of(soon)));
        try (StorageServer storage = new StorageServer(config)) {
            storage.start();
            Awaitility.await().until(() -> Files.exists(sync.resolve("binlog.000.gz")));
        }
    }

    @Test
    void aTrackerThatIsNamedTwiceCountsOnce() throws IOException {
        assertThat(given(MINIMUM + "tracker_server = 127.0.0.71").config().trackers())
                .containsExactly(new InetSocketAddress("127.0.0.71", 22122));
    }

    @Test
    void theSecondAddressOfATrackerIsKept() throws IOException {
        StorageConfig config =
                given(MINIMUM + "tracker_server = 10.0.0.1,203.0.113.1:22122").config();
        assertThat(config.trackersAlsoAt())
                .isEqualTo(
                        Map.of(new InetSocketAddress("10.0.0.1", 22122), new InetSocketAddress("203.0.113.1", 22122)));
    }

    @Test
    void aGroupThatIsMissingIsAskedForAtTheTrackers() {
        assertThatThrownBy(
                        () -> given(MINIMUM.replace("group_name = group1\n", "").replace(":22122", ":1")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "group_name is missing, and no tracker says it: cannot connect to 127.0.0.71:1");
    }

    @Test
    void aTrackerThatNobodyKnowsStopsTheStart() {
        assertThatThrownBy(() -> given(MINIMUM + "tracker_server = no-such-host.invalid"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("tracker_server = no-such-host.invalid:22122: cannot look up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::1]:23000", "10.0.0.1,203.0.113.1", "a:0", "a:70000", "a:port", "[10.0.0.1"})
    void anAdvertisedAddressThatNobodyCanUseIsRefused(String address) {
        assertThatThrownBy(() -> given(MINIMUM + "fdfs_advertised_address = " + address))
                .hasMessageContaining("fdfs_advertised_address");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,23000",
        "10.0.0.1:32001,32001",
        "storage1.example.com,23000",
        "[2001:db8::1]:7,7",
        "[2001:db8::1],23000"
    })
    void withoutAPortTheAdvertisedOneIsThatOfTheService(String address, int port) throws IOException {
        var advertised = given(MINIMUM + "fdfs_advertised_address = " + address)
                .config()
                .connections()
                .advertised();
        assertThat(Advertised.of(advertised, 23000).port()).isEqualTo(port);
    }
}
