package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.conf.ConfException;
import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.Key;
import io.fastdfs.conf.TrackerKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code tracker.conf} reaches the tracker, key by key. */
class TrackerConfFileTest {
    private static final String MINIMUM = "base_path = /data";
    /** Switches on what other keys need. */
    private static final String BASE = """
        base_path = /data
        store_lookup = 1
        store_group = group1
        use_storage_id = true
        storage_ids_filename = storage_ids.conf
        id_type_in_filename = id
        """;
    /** For each key that is used, a value that {@link #BASE} does not have. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("disabled", "true"),
            Map.entry("bind_addr", "127.0.0.71"),
            Map.entry("port", "22123"),
            Map.entry("address_family", "IPv6"),
            Map.entry("inner_port", "7"),
            Map.entry("outer_port", "7"),
            Map.entry("inner_bind_addr", "127.0.0.72"),
            Map.entry("outer_bind_addr", "127.0.0.73"),
            Map.entry("connect_timeout", "7"),
            Map.entry("network_timeout", "7"),
            Map.entry("base_path", "/other"),
            Map.entry("max_connections", "7"),
            Map.entry("allow_hosts", "10.0.0.0/24"),
            Map.entry("log_level", "debug"),
            Map.entry("run_by_user", "somebody-else"),
            Map.entry("store_lookup", "2"),
            Map.entry("store_group", "group2"),
            Map.entry("store_server", "1"),
            Map.entry("store_path", "2"),
            Map.entry("download_server", "1"),
            Map.entry("reserved_storage_space", "10%"),
            Map.entry("check_active_interval", "7"),
            Map.entry("storage_ip_changed_auto_adjust", "false"),
            Map.entry("storage_sync_file_max_delay", "7"),
            Map.entry("storage_sync_file_max_time", "7"),
            Map.entry("use_storage_id", "false"),
            Map.entry("storage_ids_filename", "other_ids.conf"),
            Map.entry("id_type_in_filename", "ip"),
            Map.entry("trust_storage_server_id", "false"),
            Map.entry("store_slave_file_use_link", "true"),
            Map.entry("response_ip_addr_size", "IPv6"),
            Map.entry("group_stat_layout", "105"),
            Map.entry("fdfs_admin_allow_hosts", "10.0.0.7"),
            Map.entry("sync_log_buff_interval", "7"),
            Map.entry("log_file_rotate_everyday", "false"),
            Map.entry("log_file_rotate_time", "01:00"),
            Map.entry("log_file_rotate_on_size", "1G"),
            Map.entry("log_file_compress_old", "true"),
            Map.entry("log_file_compress_days_before", "7"),
            Map.entry("log_file_keep_days", "7"),
            Map.entry("log_file_delete_old_time", "02:00"));
    /** What else has to be in the file so that a key makes a difference. */
    private static final Map<String, String> NEEDED =
            Map.of("inner_bind_addr", "outer_port = 8\n", "outer_bind_addr", "outer_port = 8\n");
    /** With these other values nothing starts. */
    private static final Set<String> REFUSED = Set.of("disabled", "run_by_user");

    private record Given(TrackerConfig config, DaemonSettings daemon) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void writeIds() throws IOException {
        Files.writeString(folder.resolve("storage_ids.conf"), "1 group1 10.0.0.1\n");
        Files.writeString(folder.resolve("other_ids.conf"), "2 group1 10.0.0.1\n");
    }

    private Given given(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tracker.conf"), text);
        Values conf = TrackerKeys.KEYS.read(ConfFile.read(file)).accepted(finding -> {});
        return new Given(TrackerConfFile.config(conf, finding -> {}), DaemonSettings.ofTracker(conf));
    }

    static Stream<Key<?>> honouredKeys() {
        return TrackerKeys.KEYS.keys().stream().filter(Key::isHonoured);
    }

    @ParameterizedTest
    @MethodSource("honouredKeys")
    void noKeyThatTheTableCallsUsedIsReadAndIgnored(Key<?> key) throws IOException {
        assertThat(OTHER).as("another value of %s", key.name()).containsKey(key.name());
        String section = key.section().isEmpty() ? "" : "[" + key.section() + "]\n";
        String base = BASE + NEEDED.getOrDefault(key.name(), "");
        String changed = base + section + key.name() + " = " + OTHER.get(key.name());
        assertThat(given(base)).isEqualTo(given(base));
        if (REFUSED.contains(key.name())) {
            assertThatThrownBy(() -> given(changed))
                    .isInstanceOf(ConfException.class)
                    .hasMessageContaining(key.name() + " = ");
        } else {
            assertThat(given(changed)).as(key.name()).isNotEqualTo(given(base));
        }
    }

    @Test
    void aTrackerServesBothItsPorts() throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0)) {
            ports.addAll(List.of(one.getLocalPort(), two.getLocalPort()));
        }
        String text = """
                base_path = %s
                bind_addr = 127.0.0.72
                inner_port = %d
                outer_port = %d
                """.formatted(folder.resolve("t"), ports.get(0), ports.get(1));
        try (TrackerServer tracker = new TrackerServer(given(text).config(), Clock.systemUTC())) {
            tracker.start();
            assertThat(tracker.address().getPort()).isEqualTo(ports.get(0));
            for (int port : ports) {
                try (OutgoingConnection peer = new OutgoingConnection(
                        new InetSocketAddress("127.0.0.72", port),
                        null,
                        new OutgoingConnection.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
                    peer.ask(new EmptyRequest(Command.ACTIVE_TEST)).end();
                }
            }
        }
    }

    @Test
    void withoutKeysEverythingIsAsInC() throws IOException {
        TrackerConfig config = given(MINIMUM).config();
        assertThat(config.bind()).isEqualTo(new InetSocketAddress("0.0.0.0", 22122));
        assertThat(config.maxConnections()).isEqualTo(256);
        assertThat(config.policy()).isEqualTo(Policy.defaults(new ReservedSpace.Megabytes(1024)));
        assertThat(config.identities().useIds()).isFalse();
        assertThat(config.identities().addressWidth()).isEqualTo(16);
    }

    @Test
    void numbersOfPoliciesMeanWhatTheyMeanInC() throws IOException {
        Policy policy = given(MINIMUM
                        + "\nstore_lookup = 2\nstore_group = unused\nstore_server = 2\nstore_path = 2"
                        + "\ndownload_server = 1\nreserved_storage_space = 2G")
                .config()
                .policy();
        assertThat(policy.storeLookup()).isEqualTo(Policy.StoreLookup.MOST_FREE);
        assertThat(policy.storeGroup()).isEmpty();
        assertThat(policy.storeServer()).isEqualTo(Policy.StoreServer.PRIORITY);
        assertThat(policy.storePath()).isEqualTo(Policy.StorePath.MOST_FREE);
        assertThat(policy.downloadServer()).isEqualTo(Policy.DownloadServer.SOURCE_FIRST);
        assertThat(policy.reservedSpace()).isEqualTo(new ReservedSpace.Megabytes(2048));
    }

    @Test
    void storagesAreToldWhatTheFileSays() throws IOException {
        Map<String, String> told = Parameters.of(
                        given(BASE + "storage_ip_changed_auto_adjust = no\nstore_slave_file_use_link = yes\n"
                                        + "trust_storage_server_id = no\nresponse_ip_addr_size = IPv6")
                                .config())
                .values();
        assertThat(told)
                .containsEntry("use_storage_id", "1")
                .containsEntry("id_type_in_filename", "id")
                .containsEntry("trust_storage_server_id", "0")
                .containsEntry("response_ip_addr_size", "46")
                .containsEntry("storage_ip_changed_auto_adjust", "0")
                .containsEntry("store_slave_file_use_link", "1");
    }

    @Test
    void aMistakeInTheIdsStopsTheStart() throws IOException {
        Files.writeString(folder.resolve("storage_ids.conf"), "1 group1 10.0.0.1\n1 group1 10.0.0.2\n");
        assertThatThrownBy(() -> given(BASE))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("storage_ids.conf line 2: id 1: stands in line 1 already");
    }

    @Test
    void missingIdsStopTheStart() throws IOException {
        Files.delete(folder.resolve("storage_ids.conf"));
        assertThatThrownBy(() -> given(BASE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("storage_ids.conf: no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "ID, 2 group1 10.0.0.1:23000 rw=both",
        "GROUP, 1 group2 10.0.0.1:23000 rw=both",
        "HOST, 1 group1 10.0.0.2:23000 rw=both",
        "PORT, 1 group1 10.0.0.1:23001 rw=both",
        "ACCESS, 1 group1 10.0.0.1:23000 rw=read",
    })
    void noFieldOfStorageIdsIsReadAndIgnored(String field, String line) throws IOException {
        Files.writeString(folder.resolve("storage_ids.conf"), "1 group1 10.0.0.1:23000 rw=both\n");
        Given base = given(BASE);
        assertThat(given(BASE)).isEqualTo(base);
        Files.writeString(folder.resolve("storage_ids.conf"), line + "\n");
        assertThat(given(BASE)).as(field).isNotEqualTo(base);
    }
}
