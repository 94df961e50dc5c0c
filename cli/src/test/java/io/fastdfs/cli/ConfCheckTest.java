package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fdfs conf check}: what it prints, and with what it ends. */
class ConfCheckTest {
    private record Run(int exitCode, String out, String err) {}

    @TempDir
    private Path folder;

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Fdfs.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Run(line.execute(args), out.toString(), err.toString());
    }

    private String write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
    }

    @Test
    void aFileWithNothingToSayIsFine() throws IOException {
        String file = write("tracker.conf", "base_path = /data");
        assertThat(run("conf", "check", file)).isEqualTo(new Run(0, file + ": fine, 0 errors, 0 warnings\n", ""));
    }

    @Test
    void warningsAreAllowed() throws IOException {
        String file = write("tracker.conf", "base_path = /data", "prot = 1");
        Run run = run("conf", "check", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo("WARN " + file + " line 2: prot: unknown key, the nearest known key is port\n" + file
                        + ": fine, 0 errors, 1 warnings\n");
    }

    @Test
    void anErrorEndsWith1() throws IOException {
        String file = write("tracker.conf", "base_path = /data", "port = x");
        Run run = run("conf", "check", file);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("ERROR " + file + " line 2: port = x: allowed is a number from 1 to 65535\n")
                .endsWith("refused, 1 errors, 0 warnings\n");
    }

    @Test
    void theIdsOfATrackerAreCheckedWithIt() throws IOException {
        String[] lines = {"base_path = /data", "use_storage_id = true", "storage_ids_filename = ids.conf"};
        String file = write("tracker.conf", lines);
        Run missing = run("conf", "check", file);
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("tracker.conf line 3: storage_ids_filename = ids.conf: ", "no such file");
        write("ids.conf", "1 group1 10.0.0.1", "1 group1 10.0.0.2");
        Run twice = run("conf", "check", file);
        assertThat(twice.exitCode()).isEqualTo(1);
        assertThat(twice.out()).contains("ids.conf line 2: id 1: stands in line 1 already");
        write("ids.conf", "1 group1 10.0.0.1");
        assertThat(run("conf", "check", file).exitCode()).isZero();
    }

    @Test
    void aMissingFileEndsWith1() {
        Path missing = folder.resolve("tracker.conf");
        assertThat(run("conf", "check", missing.toString()))
                .isEqualTo(new Run(1, "", "fdfs: " + missing + ": no such file\n"));
    }

    @Test
    void theTypeMayBeSaid() throws IOException {
        String file = write("a.conf", "connect_timeout = 5", "tracker_server = 10.0.0.1");
        assertThat(run("conf", "check", file, "--type", "client").exitCode()).isZero();
        assertThat(run("conf", "check", file, "--type", "storage").exitCode()).isEqualTo(1);
        assertThat(run("conf", "check", "--type", "ids", write("b", "1 group1 10.0.0.1"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aWrongCallEndsWith2() throws IOException {
        assertThat(run("conf", "check").exitCode()).isEqualTo(2);
        assertThat(run("conf", "check", write("a.conf", "connect_timeout = 5")).exitCode())
                .isEqualTo(2);
        Run run = run("conf", "check", "--type", "what", write("tracker.conf", ""));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--type what: allowed is tracker, storage, client or ids");
    }
}
