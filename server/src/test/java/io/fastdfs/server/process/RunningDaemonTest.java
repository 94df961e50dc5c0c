package io.fastdfs.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDaemonTest {
    @TempDir
    Path base;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Process> started = new ArrayList<>();
    private PidFile pidFile;
    private RunningDaemon daemon;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(base.resolve("data"));
        pidFile = new PidFile(base, Program.TRACKERD);
        daemon = new RunningDaemon(
                Program.TRACKERD, base, Duration.ofMillis(200), new PrintWriter(out), new PrintWriter(err));
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        started.add(process);
        pidFile.write(process.pid());
        return process;
    }

    private Process dead() throws Exception {
        Process process = start("true");
        process.waitFor();
        return process;
    }

    @Test
    void statusOfARunningOne() throws IOException {
        Process process = start("exec sleep 60");
        assertThat(daemon.status()).isZero();
        assertThat(out).hasToString("Running, pid: " + process.pid() + "\n");
    }

    @Test
    void statusWithoutAPidFile() {
        assertThat(daemon.status()).isEqualTo(2);
        assertThat(out).hasToString("NOT running\n");
    }

    @Test
    void statusOfADeadOne() throws Exception {
        dead();
        assertThat(daemon.status()).isEqualTo(2);
        assertThat(out).hasToString("NOT running\n");
    }

    @Test
    void statusOfAnUnreadablePidFile() throws IOException {
        Files.writeString(pidFile.path(), "nonsense");
        assertThat(daemon.status()).isEqualTo(22);
        assertThat(out).hasToString("Unkown status\n");
        assertThat(err)
                .hasToString("get pid from file: " + pidFile + " fail, errno: 22, error info: Invalid argument\n");
    }

    @Test
    void stopEndsItAndWaits() throws IOException {
        Process process = start("exec sleep 60");
        assertThat(daemon.stop()).isZero();
        assertThat(process.isAlive()).isFalse();
        assertThat(err)
                .hasToString("waiting for pid [" + process.pid() + "] exit ...\npid [" + process.pid() + "] exit.\n\n");
    }

    @Test
    void stopKillsOneThatDoesNotEnd() throws IOException {
        Process process = start("trap '' TERM; echo ready; while :; do sleep 1; done");
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        assertThat(daemon.stop()).isZero();
        assertThat(process.isAlive()).isFalse();
        assertThat(err.toString()).contains("waiting for pid [" + process.pid() + "] exit timeout, force kill!\n");
    }

    @Test
    void stopWithoutAPidFile() {
        assertThat(daemon.stop()).isEqualTo(2);
        assertThat(err).hasToString("pid file: " + pidFile + " not exist!\n");
    }

    @Test
    void stopOfADeadOne() throws Exception {
        Process process = dead();
        assertThat(daemon.stop()).isEqualTo(3);
        assertThat(err).hasToString("kill pid: " + process.pid() + " fail, errno: 3, error info: No such process\n");
    }

    @Test
    void aRestartDoesNotMindThatNoneRuns() throws Exception {
        assertThat(daemon.stopToRestart()).isZero();
        dead();
        assertThat(daemon.stopToRestart()).isZero();
        assertThat(err).hasToString("");
    }

    @Test
    void aRestartStopsTheRunningOne() throws IOException {
        Process process = start("exec sleep 60");
        assertThat(daemon.stopToRestart()).isZero();
        assertThat(process.isAlive()).isFalse();
        assertThat(err.toString()).endsWith("starting ...\n");
    }
}
