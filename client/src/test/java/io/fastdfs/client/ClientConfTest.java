package io.fastdfs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                .withMessageStartingWith(conf + " line 2: network_timeout = soon");
    }

    @Test
    void commentsMayBeInAnyEncoding() throws IOException {
        Files.write(conf, "# \u00d6\u00ff\ntracker_server = nas\n".getBytes(StandardCharsets.ISO_8859_1));
        FastdfsClient.fromConf(conf).close();
    }

    @Test
    void aTimeOutOfZeroIsTheDefault() throws IOException {
        Files.writeString(conf, "tracker_server = nas\nconnect_timeout = 0\nnetwork_timeout = -1\n");
        FastdfsClient.fromConf(conf).close();
    }

    @Test
    void keysBelowASectionAreOthers() throws IOException {
        Files.writeString(conf, "[]\ntracker_server = nas\n[web]\nnetwork_timeout = soon\n");
        FastdfsClient.fromConf(conf).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#include trackers.conf", "#@if %{LOCAL_IP} in [10.0.0.1]"})
    void aDirectiveIsRefusedRatherThanTakenForAComment(String directive) throws IOException {
        Files.writeString(conf, "tracker_server = nas\n" + directive + "\n");
        assertThatIOException()
                .isThrownBy(() -> FastdfsClient.fromConf(conf))
                .withMessage(conf + " line 2: " + directive + ": directives are not supported here");
    }

    @Test
    void aFileWithoutATrackerIsRefused() throws IOException {
        Files.writeString(conf, "connect_timeout = 5\n");
        assertThatIOException()
                .isThrownBy(() -> FastdfsClient.fromConf(conf))
                .withMessage(conf + " has no tracker_server");
    }
}
