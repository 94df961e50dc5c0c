package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** A short load on a whole cluster. No time is judged: what was counted, and the form of what was written. */
class BenchTest {
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

    private static Run bench(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Fdfs.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "bench";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Run(line.execute(all), out.toString(), err.toString());
    }

    private static String tracker() {
        return LocalCluster.hostAndPort(cluster.tracker());
    }

    private static String storage(int index) {
        return LocalCluster.hostAndPort(cluster.storages().get(index).address());
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertWellFormed(Path page) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(page))));
        assertThat(document.getElementsByTagName("svg").getLength()).isPositive();
    }

    @Test
    void aMixThroughTheTrackerIsCountedVerifiedAndReported() throws Exception {
        String mix = "upload=2,append=1,download=4,range=2,info=2,set-metadata=1,query-store=1,query-fetch=1";
        Run run = bench(
                "--tracker",
                tracker(),
                "--mix",
                mix,
                "--size",
                "1K:3,10K-100K:1",
                "--verify",
                "-c",
                "8",
                "--warm-up",
                "100ms",
                "--duration",
                "1m",
                "--count",
                "2000",
                "--files",
                "50",
                "--json",
                file("mix.json"),
                "--name",
                "the mix");
        assertThat(run.err).isEmpty();
        assertThat(run.code).as(run.out).isZero();
        List<Result> results = Results.read(folder.resolve("mix.json"));
        assertThat(results).hasSize(1);
        Result result = results.getFirst();
        assertThat(result.name()).isEqualTo("the mix");
        assertThat(result.total().requests()).isEqualTo(2000);
        assertThat(result.total().errorsByKind()).isEmpty();
        assertThat(result.operations()).hasSize(8);
        assertThat(result.operations().stream()
                        .mapToLong(Result.Counts::requests)
                        .sum())
                .isEqualTo(2000);
        assertThat(bench("report", file("mix.json"), "--out", file("mix.html")).code)
                .isZero();
        assertWellFormed(folder.resolve("mix.html"));
    }

    @Test
    void aRateStraightToAStorageKeepsItsFilesIfWanted() throws Exception {
        Run run = bench(
                "--storage",
                storage(0),
                "--mix",
                "upload",
                "--size",
                "1K",
                "-c",
                "4",
                "--rate",
                "500",
                "--warm-up",
                "0",
                "--count",
                "100",
                "--keep",
                file("ids"),
                "--html",
                file("rate.html"));
        assertThat(run.code).as(run.out + run.err).isZero();
        List<String> ids = Files.readAllLines(folder.resolve("ids"));
        assertThat(ids).hasSize(100).doesNotHaveDuplicates();
        assertWellFormed(folder.resolve("rate.html"));
        Run deleted = bench(
                "--storage",
                storage(0),
                "--mix",
                "delete",
                "--ids",
                file("ids"),
                "--warm-up",
                "0",
                "-c",
                "4",
                "--json",
                file("deleted.json"));
        assertThat(deleted.code).as(deleted.out + deleted.err).isZero();
        assertThat(Results.read(folder.resolve("deleted.json"))
                        .getFirst()
                        .total()
                        .requests())
                .isEqualTo(100);
    }

    @Test
    void twoStoragesAreComparedByTurns() throws Exception {
        Run run = bench(
                "compare",
                "--a",
                storage(0),
                "--b",
                storage(2),
                "--only",
                "file info",
                "--only",
                "through the tracker",
                "--runs",
                "3",
                "--warm-up",
                "0",
                "--duration",
                "50ms",
                "--out",
                file("compared"),
                "--verify");
        assertThat(run.code).as(run.out + run.err).isZero();
        assertThat(run.out)
                .contains("upload 4 KB through the tracker, 32 connections: left out")
                .contains("| file info, 32 connections |");
        assertThat(Results.read(folder.resolve("compared/a.json"))).hasSize(3);
        assertThat(Results.read(folder.resolve("compared/b.json"))).hasSize(3);
        assertWellFormed(folder.resolve("compared/report.html"));
    }

    @Test
    void growthIsMeasuredStepByStep() throws Exception {
        Run run = bench(
                "growth",
                "files",
                "--storage",
                storage(1),
                "--steps",
                "10,30",
                "-c",
                "4",
                "--warm-up",
                "0",
                "--duration",
                "50ms",
                "--json",
                file("growth.json"));
        assertThat(run.code).as(run.out + run.err).isZero();
        assertThat(Results.read(folder.resolve("growth.json")))
                .extracting(Result::name)
                .containsExactly(
                        "10 files: upload",
                        "10 files: download",
                        "10 files: info",
                        "30 files: upload",
                        "30 files: download",
                        "30 files: info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mix nothing",
                "--size 4X",
                "--duration 10x",
                "--storage 127.0.0.1:1 --tracker 127.0.0.1:1",
                "--storage 127.0.0.1:1 --group group1",
                "--tracker 127.0.0.1:1 --store-paths 2",
                "-c 0",
                "--rate -1",
                "compare --a 127.0.0.1",
                "compare --a 127.0.0.1 --b 127.0.0.1 --only nothing",
                "growth trees --storage 127.0.0.1:1",
                "growth files --storage 127.0.0.1:1 --steps 10,10",
                "report"
            })
    void aWrongCallIsRefusedBeforeAnythingIsDone(String arguments) {
        Run run = bench(arguments.split(" "));
        assertThat(run.code).isEqualTo(2);
        assertThat(run.err).isNotEmpty();
    }

    @Test
    void aFailureIsNoWrongCall() throws IOException {
        assertThat(bench("--storage", "127.0.0.1:1").code).isEqualTo(1);
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        Run run = bench("report", other.toString());
        assertThat(run.code).isEqualTo(1);
        assertThat(run.err).hasLineCount(1).contains("other.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compare", "growth", "report"})
    void everyHelpHasAnExample(String command) {
        Run help = command.isEmpty() ? bench("--help") : bench(command, "--help");
        assertThat(help.code).isZero();
        assertThat(help.out).contains("Example").contains("fdfs bench");
    }
}
