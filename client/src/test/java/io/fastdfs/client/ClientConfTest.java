package io.fastdfs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfTest {
    @TempDir
    Path folder;

    private Path conf;

    @BeforeEach
    void place() {
        conf = folder.resolve("client.conf");
    }

    @Test
    void everyTrackerOfTheFileIsAsked() throws IOException {
        try (ScriptedServer tracker = new ScriptedServer(ScriptedServer.answering(peer -> peer.answer(Status.OK)))) {
            Files.writeString(conf, """
                    # comment
                    connect_timeout = 5
                    network_timeout=60
                    base_path = /opt/fastdfs
                    tracker_server = %s
                    tracker_server = %s
                    """.formatted(ScriptedCluster.deadAddress(), tracker.address()));
            try (FastdfsClient client = FastdfsClient.fromConf(conf)) {
                assertThat(client.groups()).isEmpty();
            }
        }
    }

    @Test
    void aWrongValueIsNamedWithItsLine() throws IOException {
        Files.writeString(conf, "tracker_server = nas\nnetwork_timeout = soon\n");
        assertThatIOException()
                .isThrownBy(() -> FastdfsClient.fromConf(conf))
                .withMessageContaining(conf + " line 2: network_timeout = soon: allowed is");
    }

    @Test
    void commentsMayBeInAnyEncoding() throws IOException {
        Files.write(conf, "# \u00d6\u00ff\ntracker_server = nas\n".getBytes(StandardCharsets.ISO_8859_1));
        FastdfsClient.fromConf(conf).close();
    }

    @Test
    void aConnectionThatWasIdleForTooLongIsNotUsedAgain() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer tracker = new ScriptedServer(peer -> {
            connections.incrementAndGet();
            ScriptedServer.answering(each -> each.answer(Status.OK)).talk(peer);
        })) {
            Files.writeString(conf, "connection_pool_max_idle_time = 1\ntracker_server = " + tracker.address() + "\n");
            try (FastdfsClient client = FastdfsClient.fromConf(conf)) {
                Awaitility.await().pollInterval(Duration.ofMillis(1_100)).until(() -> {
                    client.groups();
                    return connections.get() == 2;
                });
            }
        }
    }

    @Test
    void keysBelowASectionAreOthers() throws IOException {
        Files.writeString(conf, "[]\ntracker_server = nas\n[web]\nnetwork_timeout = soon\n");
        FastdfsClient.fromConf(conf).close();
    }

    @Test
    void directivesAreFollowed() throws IOException {
        Files.writeString(folder.resolve("trackers.conf"), "tracker_server = nas\n");
        Files.writeString(conf, "connect_timeout = 5\n#include trackers.conf\n");
        FastdfsClient.fromConf(conf).close();
    }

    @Test
    void aFileWithoutATrackerIsRefused() throws IOException {
        Files.writeString(conf, "connect_timeout = 5\n");
        assertThatIOException()
                .isThrownBy(() -> FastdfsClient.fromConf(conf))
                .withMessageContaining("tracker_server: missing");
    }
}
