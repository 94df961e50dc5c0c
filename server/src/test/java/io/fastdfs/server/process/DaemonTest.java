package io.fastdfs.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes; each test starts one or two, so that one test looks at several sides of them. */
class DaemonTest {
    @TempDir
    Path base;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void endWhatIsLeft() throws Exception {
        OptionalLong pid = pid();
        if (pid.isPresent()) {
            ProcessHandle.of(pid.getAsLong()).ifPresent(left -> {
                left.destroyForcibly();
                left.onExit().join();
            });
        }
    }

    private int start(String conduct) throws IOException {
        return start(conduct, Duration.ofSeconds(30));
    }

    private int start(String conduct, Duration patience) throws IOException {
        return new Background(Program.STORAGED, base, patience, new PrintWriter(err))
                .start(TestDaemon.class.getName(), List.of(base.toString(), conduct));
    }

    private RunningDaemon running() {
        return new RunningDaemon(Program.STORAGED, base, new PrintWriter(out), new PrintWriter(err));
    }

    private OptionalLong pid() throws IOException {
        return new PidFile(base, Program.STORAGED).read();
    }

    private String log() throws IOException {
        return Files.readString(base.resolve("logs/storaged.log"));
    }

    private static void send(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String answerOf(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), UTF_8).strip();
    }

    @Test
    void aStartedOneRunsInTheBackgroundUntilItIsStopped() throws Exception {
        assertThat(start("serves")).isZero();
        String pid = Long.toString(pid().orElseThrow());
        assertThat(answerOf("ps", "-o", "sid=", "-p", pid)).as("session").isEqualTo(pid);
        assertThat(answerOf("ps", "-o", "args=", "-p", pid)).startsWith("fdfs_storaged ");
        assertThat(running().status()).isZero();

        assertThat(running().stop()).isZero();
        assertThat(pid()).isEmpty();
        assertThat(log()).endsWith(" INFO - exit normally.\n\n").contains("catch signal 15, program exiting...\n");
    }

    @Test
    void aSecondOneIsRefusedWhileTheFirstGoesOn() throws Exception {
        assertThat(start("serves")).isZero();
        long first = pid().orElseThrow();
        assertThat(start("serves")).isEqualTo(17);
        assertThat(err.toString()).endsWith("already running on " + base + ", pid: " + first + "\n");
        assertThat(running().stop()).isZero();
    }

    @Test
    void aFailureToStartIsToldByExitStatusMessageAndLog() throws Exception {
        assertThat(start("fails")).isEqualTo(98);
        assertThat(err.toString()).contains("fdfs_storaged: cannot listen on 127.0.0.81:23000\n");
        assertThat(log()).contains(" CRIT - file: Daemon.java").contains("cannot listen on 127.0.0.81:23000");
        assertThat(pid()).isEmpty();
    }

    @Test
    void aHangUpRotatesTheLogAndAnUnknownSignalIsIgnored() throws Exception {
        assertThat(start("serves")).isZero();
        long pid = pid().orElseThrow();
        send("USR1", pid);
        await().until(() -> log().contains("ignore it"));
        send("HUP", pid);
        await().until(() -> Files.exists(base.resolve("logs/storaged.log")) && !log().contains("ignore it"));
        assertThat(running().stop()).isZero();
    }

    @Test
    void aKilledOneLeavesAPidFileThatTheNextDoesNotBelieve() throws Exception {
        assertThat(start("serves")).isZero();
        long killed = pid().orElseThrow();
        ProcessHandle process = ProcessHandle.of(killed).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(pid()).hasValue(killed);
        assertThat(running().status()).isEqualTo(2);
        assertThat(start("serves")).isZero();
        assertThat(running().stop()).isZero();
    }

    @Test
    void aServerThatDoesNotComeToItsEndIsEnded() throws Exception {
        assertThat(start("does not end")).isZero();
        assertThat(running().stop()).isZero();
        assertThat(err.toString()).doesNotContain("force kill");
        assertThat(pid()).isEmpty();
        assertThat(log()).contains("not stopped after").doesNotContain("exit normally");
    }

    @Test
    void whoStartsOneThatTakesLongIsLetGo() throws Exception {
        assertThat(start("is slow", Duration.ofMillis(1))).isZero();
        assertThat(err.toString()).contains("fdfs_storaged does not listen yet, pid: ");
        long pid = Long.parseLong(err.toString().replaceAll("(?s).*pid: (\\d+),.*", "$1"));
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        await().until(() -> Files.exists(base.resolve("logs/storaged.log")));
        process.destroyForcibly();
        process.onExit().join();
    }
}
