package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.ClientKeys;
import io.fastdfs.conf.Key;
import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@code client.conf} reaches the tools, key by key. */
class ClientConfFileTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    /** Nobody listens there. */
    private static final String BASE = """
        tracker_server = 127.0.0.1:1
        use_storage_id = true
        storage_ids_filename = ids.conf
        http.anti_steal.check_token = true
        http.anti_steal.secret_key = secret
        """;
    /** For each key that tools use, a value that {@link #BASE} does not have. */
    private static final Map<String, String> OTHER = Map.of(
            "tracker_server", "127.0.0.1:2",
            "connect_timeout", "7",
            "network_timeout", "7",
            "connect_first_by", "last-connected",
            "load_fdfs_parameters_from_tracker", "true",
            "use_storage_id", "false",
            "storage_ids_filename", "other.conf",
            "http.anti_steal.check_token", "false",
            "http.anti_steal.secret_key", "other");
    /** See ClientConfTest of the client. */
    private static final Set<String> OF_THE_LIBRARY = Set.of("connection_pool_max_idle_time");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeIds() throws IOException {
        Files.writeString(folder.resolve("ids.conf"), "1 group1 10.0.0.1,88.8.8.8\n");
        Files.writeString(folder.resolve("other.conf"), "1 group1 10.0.0.2,88.8.8.8\n");
    }

    /** What a tool makes of the file: whom it asks, and with what it signs addresses. */
    private String outcome(String text) throws IOException {
        Files.writeString(folder.resolve("client.conf"), text);
        Terminal terminal = new Terminal(NOWHERE, NOWHERE, folder, () -> ZoneOffset.UTC);
        Call call = new Call("fdfs_test", List.of(), terminal);
        try {
            Cluster cluster = Cluster.of(call, "client.conf");
            return cluster.trackers().all() + " " + cluster.timeouts() + " " + cluster.storageHosts() + " "
                    + cluster.secretKey();
        } catch (FdfsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static Stream<Key<?>> honouredKeys() {
        return ClientKeys.KEYS.keys().stream()
                .filter(Key::isHonoured)
                .filter(key -> !OF_THE_LIBRARY.contains(key.name()));
    }

    @ParameterizedTest
    @MethodSource("honouredKeys")
    void noKeyThatTheTableCallsUsedIsReadAndIgnored(Key<?> key) throws IOException {
        assertThat(OTHER).as("another value of %s", key.name()).containsKey(key.name());
        assertThat(outcome(BASE)).isEqualTo(outcome(BASE)).startsWith("[ServerHost");
        assertThat(outcome(BASE + key.name() + " = " + OTHER.get(key.name())))
                .as(key.name())
                .isNotEqualTo(outcome(BASE));
    }
}
