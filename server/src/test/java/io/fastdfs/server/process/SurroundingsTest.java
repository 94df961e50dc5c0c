package io.fastdfs.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
    @TempDir
    Path root;

    private boolean supervised(long pid, long parent, Map<String, String> environment) {
        return new Surroundings(environment, pid, parent, root).supervised();
    }

    @Test
    void aShellIsNoSupervisor() {
        assertThat(supervised(4711, 4710, Map.of("PATH", "/bin"))).isFalse();
    }

    @Test
    void theShellOfADesktopIsNoSupervisor() {
        Map<String, String> inherited = Map.of("INVOCATION_ID", "0a", "SYSTEMD_EXEC_PID", "900");
        assertThat(supervised(4711, 4710, inherited)).isFalse();
    }

    @Test
    void systemdStartedThisProcess() {
        Map<String, String> service = Map.of("INVOCATION_ID", "0a", "SYSTEMD_EXEC_PID", "4711");
        assertThat(supervised(4711, 1, service)).isTrue();
    }

    @Test
    void anOlderSystemdIsTheParent() {
        assertThat(supervised(4711, 1, Map.of("INVOCATION_ID", "0a"))).isTrue();
        assertThat(supervised(4711, 4710, Map.of("INVOCATION_ID", "0a"))).isFalse();
    }

    @Test
    void aSystemdThatWaitsForNoticeIsASupervisor() {
        assertThat(supervised(4711, 4710, Map.of("NOTIFY_SOCKET", "/run/systemd/notify")))
                .isTrue();
    }

    @Test
    void theFirstProcessIsThatOfAContainer() {
        assertThat(supervised(1, 0, Map.of())).isTrue();
    }

    @Test
    void kubernetesIsASupervisor() {
        assertThat(supervised(7, 1, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")))
                .isTrue();
    }

    @Test
    void dockerAndPodmanAreKnownByTheirFiles() throws IOException {
        Files.createDirectories(root.resolve("run"));
        Path podman = Files.createFile(root.resolve("run/.containerenv"));
        assertThat(supervised(7, 1, Map.of())).isTrue();
        Files.delete(podman);
        Files.createFile(root.resolve(".dockerenv"));
        assertThat(supervised(7, 1, Map.of())).isTrue();
    }
}
