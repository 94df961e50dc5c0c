package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each start makes a real process, so one test looks at several sides of it. */
class DaemonCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path base;
    private Path conf;

    @BeforeEach
    void writeConf() throws IOException {
        base = folder.resolve("base");
        conf = folder.resolve("tracker.conf");
        write("");
    }

    @AfterEach
    void stop() {
        assertThat(run("stop")).isIn(0, 2);
    }

    private void write(String more) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(conf, "bind_addr = 127.0.0.1\nport = " + port + "\nbase_path = " + base + "\n" + more);
    }

    /** In the background wherever the tests run. */
    private int run(String action) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Fdfs.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute("trackerd", conf.toString(), action, "--background");
    }

    private String pid() throws IOException {
        return Files.readString(base.resolve("data/fdfs_trackerd.pid"));
    }

    @Test
    void aTrackerIsStartedFoundRestartedAndStopped() throws IOException {
        assertThat(run("status")).isEqualTo(2);
        assertThat(run("start")).as("%s", err).isZero();
        String first = pid();
        assertThat(run("status")).isZero();
        assertThat(out).hasToString("Running, pid: " + first + System.lineSeparator());
        assertThat(run("start")).isEqualTo(17);
        assertThat(err.toString())
                .contains("process fdfs_trackerd already running")
                .contains("pid: " + first);
        assertThat(run("restart")).as("%s", err).isZero();
        assertThat(pid()).isNotEqualTo(first);
        assertThat(run("stop")).isZero();
        assertThat(run("stop")).isEqualTo(2);
        assertThat(Files.readString(base.resolve("logs/trackerd.log"))).endsWith(" INFO - exit normally.\n\n");
    }

    @Test
    void aPortThatIsTakenIsToldByExitStatusAndMessage() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Files.writeString(conf, "port = " + taken.getLocalPort() + "\nbase_path = " + base + "\n");
            assertThat(run("start")).isEqualTo(98);
            assertThat(err.toString()).contains("fdfs_trackerd: cannot listen on ");
        }
    }

    @Test
    void aConfFileWithAnErrorStartsNothingAndMakesNothing() throws IOException {
        write("log_level = loud\n");
        assertThat(run("start")).isEqualTo(22);
        assertThat(err.toString()).contains("ERROR " + conf + " line 4: log_level = loud");
        assertThat(base).doesNotExist();
    }

    @Test
    void aConfFileWithAnErrorElsewhereStillStops() throws IOException {
        assertThat(run("start")).as("%s", err).isZero();
        write("log_level = loud\n");
        assertThat(run("restart")).as("it would not come again").isEqualTo(22);
        assertThat(run("status")).isZero();
        assertThat(run("stop")).isZero();
    }

    @Test
    void aMissingConfFile() throws IOException {
        Files.delete(conf);
        assertThat(run("status")).isEqualTo(2);
        assertThat(err).hasToString(conf + ": no such file" + System.lineSeparator());
    }

    @Test
    void withoutABasePathThereIsNothingToStop() throws IOException {
        Files.writeString(conf, "port = 22122\n");
        assertThat(run("stop")).isEqualTo(22);
        assertThat(err.toString()).contains("base_path: missing");
        write("");
    }

    @Test
    void aStartAsAnotherUserIsRefused() throws IOException {
        write("run_by_user = somebody_else\n");
        assertThat(run("start")).isEqualTo(1);
        assertThat(err.toString()).contains("run_by_user = somebody_else");
        assertThat(base).doesNotExist();
    }
}
