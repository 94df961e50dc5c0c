package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command against a cluster as {@code fdfs up} starts it: what it does, prints and returns. */
class CommandsTest {
    @TempDir
    static Path folder;

    private static LocalCluster cluster;

    private record Run(int code, String out, String err) {}

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        cluster = LocalCluster.start(
                new LocalCluster.Shape(folder.resolve("cluster"), "127.0.0.1", 0, OptionalInt.empty(), 2, 2, 4, 113));
        cluster.awaitReady(Duration.ofSeconds(30));
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    private static Run fdfs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Fdfs.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Run(code, out.toString().strip(), err.toString().strip());
    }

    /** With the tracker of the cluster, and without an error. */
    private static String done(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--tracker";
        all[arguments.length + 1] = LocalCluster.hostAndPort(cluster.tracker());
        Run run = fdfs(all);
        assertThat(run.err).isEmpty();
        assertThat(run.code).isZero();
        return run.out;
    }

    private static Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private static Path fetched(String id) {
        Path to = folder.resolve("fetched");
        done("download", id, to.toString());
        return to;
    }

    @Test
    void aFileIsStoredInAGroupAndFetched() throws IOException {
        Path photo = file("photo.jpg", 100_000);
        String id = done("upload", "--group", "group2", photo.toString());
        assertThat(id).matches("group2/M00/[0-9A-F]{2}/[0-9A-F]{2}/.{30}\\.jpg");
        assertThat(fetched(id)).hasSameBinaryContentAs(photo);
        done("download", id, folder.toString());
        assertThat(folder.resolve(id.substring(id.lastIndexOf('/') + 1))).hasSameBinaryContentAs(photo);
        assertThat(done("info", id)).contains("size: 100000", "source: 127.0.0.1");
        assertThat(done("info", "--json", id)).startsWith("{\"size\":100000,");
        done("delete", id);
        assertThat(fdfs("info", id, "--tracker", LocalCluster.hostAndPort(cluster.tracker())).code)
                .isEqualTo(1);
    }

    @Test
    void anAppenderIsChanged() throws IOException {
        Path log = Files.writeString(folder.resolve("today.log"), "hello");
        String id = done("upload-appender", log.toString());
        done("append", id, Files.writeString(folder.resolve("more"), " world").toString());
        done("modify", id, "0", Files.writeString(folder.resolve("block"), "J").toString());
        assertThat(fetched(id)).hasContent("Jello world");
        done("truncate", id, "5");
        String plain = done("regenerate", id);
        assertThat(plain).isNotEqualTo(id);
        assertThat(fetched(plain)).hasContent("Jello");
    }

    @Test
    void aSlaveIsNamedAfterItsMaster() throws IOException {
        String master = done("upload", file("large.png", 5000).toString());
        Path small = file("small.png", 50);
        String slave = done("upload-slave", master, "_small", "png", small.toString());
        assertThat(slave).isEqualTo(master.replace(".png", "_small.png"));
        assertThat(fetched(slave)).hasSameBinaryContentAs(small);
    }

    @Test
    void metadataIsReplacedMergedAndRemoved() throws IOException {
        String id = done("upload", "--json", file("a.txt", 1).toString()).replaceAll("\\{\"id\":\"|\"}", "");
        done("metadata", "set", id, "width=10", "height=5");
        done("metadata", "set", "--merge", id, "width=20");
        assertThat(done("metadata", "get", id).lines()).containsExactlyInAnyOrder("width: 20", "height: 5");
        assertThat(done("metadata", "get", "--json", id)).contains("\"width\":\"20\"");
        done("metadata", "set", id);
        assertThat(done("metadata", "get", id)).isEmpty();
    }

    @Test
    void theMonitorShowsEveryStorage() {
        assertThat(done("monitor"))
                .contains("group1", "group2", "2 of 2 storages active")
                .contains("127.0.0.1:" + cluster.storages().getFirst().address().getPort());
        assertThat(done("monitor")).contains("to 101: ", "to 202: ");
        assertThat(done("monitor", "--json"))
                .contains("\"replication\":[{\"id\":\"102\",")
                .startsWith("{\"groups\":[{\"group\":\"group1\"");
    }

    @Test
    void theMonitorCountsWhatWasDone() throws IOException {
        Path file = Files.writeString(folder.resolve("counted.txt"), "counted");
        done("upload", "--group", "group2", file.toString());
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(done("monitor", "--json")).containsPattern("\"successUploadCount\":[1-9]"));
    }

    @Test
    void theReplicationOfAStorageIsShown() {
        assertThat(done("sync", "status", "101")).startsWith("to 102: ");
        String first = LocalCluster.hostAndPort(cluster.storages().getFirst().address());
        Awaitility.await()
                .untilAsserted(() -> assertThat(done("sync", "status", "--json", first))
                        .startsWith("{\"peers\":[{\"id\":\"102\",\"status\":\"ACTIVE\","));
    }

    @Test
    void aWrongCallIsToldFromAFailure() {
        assertThat(fdfs("upload").code).isEqualTo(2);
        assertThat(fdfs("download", "group1", "--nonsense").code).isEqualTo(2);
        assertThat(fdfs("up", "--groups", "0").code).isEqualTo(2);
        assertThat(fdfs("upload", "--group", "no group", "pom.xml").code).isEqualTo(2);
    }

    @Test
    void anErrorIsOneLineThatSaysWhatToDo() throws IOException {
        Run nobodyThere = fdfs("monitor", "--tracker", "127.0.0.1:1");
        assertThat(nobodyThere.code).isEqualTo(1);
        assertThat(nobodyThere.err)
                .hasLineCount(1)
                .contains("127.0.0.1:1", "Start one with fdfs up, or name yours with --tracker");
        Run noFile = fdfs("upload", folder.resolve("missing.jpg").toString());
        assertThat(noFile.code).isEqualTo(1);
        assertThat(noFile.err).hasLineCount(1).endsWith("missing.jpg: no such file");
        Run taken = fdfs(
                "up",
                "--port",
                "" + cluster.tracker().getPort(),
                "--base",
                folder.resolve("other").toString());
        assertThat(taken.code).isEqualTo(1);
        assertThat(taken.err).hasLineCount(1).contains("choose another --port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "upload",
                "upload-appender",
                "upload-slave",
                "download",
                "info",
                "delete",
                "append",
                "modify",
                "truncate",
                "regenerate",
                "metadata",
                "monitor",
                "conf",
                "sync",
                "storage",
                "doctor",
                "group"
            })
    void everyHelpHasAnExample(String command) {
        Run help = fdfs(command, "--help");
        assertThat(help.code).isZero();
        assertThat(help.out).contains("Example").contains("fdfs " + command);
    }

    @Test
    void aRehearsalMakesEveryRequestAndEndsWithoutAWord() {
        assertThat(fdfs("rehearse", "--rounds", "2")).isEqualTo(new Run(0, "", ""));
    }
}
