package io.fastdfs.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    @TempDir
    Path base;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    /** A process with this argv[0], whose pid stands in the pid file. */
    private Process sleeping(String argumentZero) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", "exec -a " + argumentZero + " sleep 60").start();
        started.add(process);
        await().until(() ->
                Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).startsWith(argumentZero + "\0"));
        Files.createDirectories(base.resolve("data"));
        new PidFile(base, Program.STORAGED).write(process.pid());
        return process;
    }

    @Test
    void aBasePathHasOneServerAtATime() throws IOException {
        try (Claim _ = Claim.take(Program.STORAGED, base)) {
            assertThatThrownBy(() -> Claim.take(Program.STORAGED, base)).isInstanceOf(AlreadyRunningException.class);
        }
        Claim.take(Program.STORAGED, base).close();
    }

    @Test
    void aTrackerAndAStorageMayShareABasePath() throws IOException {
        try (Claim _ = Claim.take(Program.STORAGED, base);
                Claim tracker = Claim.take(Program.TRACKERD, base)) {
            tracker.publish();
            assertThat(base.resolve("data/fdfs_trackerd.pid")).exists();
        }
    }

    @Test
    void aRunningCDaemonIsRespected() throws IOException {
        Process c = sleeping("/usr/bin/fdfs_storaged");
        assertThatThrownBy(() -> Claim.take(Program.STORAGED, base))
                .isInstanceOf(AlreadyRunningException.class)
                .hasMessage("process fdfs_storaged already running on " + base + ", pid: " + c.pid());
    }

    @Test
    void aPidThatAnotherProgramHasNowIsStale() throws IOException {
        sleeping("something_else");
        Claim.take(Program.STORAGED, base).close();
    }

    @Test
    void aPidOfNoProcessIsStale() throws Exception {
        Process dead = sleeping("fdfs_storaged");
        dead.destroyForcibly().waitFor();
        Claim.take(Program.STORAGED, base).close();
    }

    @Test
    void theOwnPidIsStaleAsItIsThatOfAnEarlierContainer() throws IOException {
        Files.createDirectories(base.resolve("data"));
        new PidFile(base, Program.STORAGED).write(ProcessHandle.current().pid());
        Claim.take(Program.STORAGED, base).close();
    }

    @Test
    void aMissingBasePathIsMade() throws IOException {
        Path missing = base.resolve("missing");
        try (Claim _ = Claim.take(Program.STORAGED, missing)) {
            assertThat(missing.resolve("data")).isDirectory();
        }
    }

    @Test
    void aBasePathBelowAMissingFolderIsRefused() {
        Path unmounted = base.resolve("unmounted/fdfs");
        assertThatThrownBy(() -> Claim.take(Program.STORAGED, unmounted))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("base_path " + unmounted + " cannot be used");
        assertThat(base.resolve("unmounted")).doesNotExist();
    }

    @Test
    void closingRemovesThePidFile() throws IOException {
        try (Claim claim = Claim.take(Program.STORAGED, base)) {
            claim.publish();
            assertThat(new PidFile(base, Program.STORAGED).read())
                    .hasValue(ProcessHandle.current().pid());
        }
        assertThat(base.resolve("data/fdfs_storaged.pid")).doesNotExist();
    }
}
