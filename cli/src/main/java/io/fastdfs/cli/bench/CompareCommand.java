package io.fastdfs.cli.bench;

import io.fastdfs.bench.Comparison;
import io.fastdfs.bench.Destination;
import io.fastdfs.bench.Result;
import io.fastdfs.bench.Results;
import io.fastdfs.bench.SuiteLine;
import io.fastdfs.bench.Summary;
import io.fastdfs.bench.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The table of docs/performance.md for two servers. Ends with 1 if a request failed. */
@Command(
        name = "compare",
        description = "Measure two storages by turns, and print the ratios.",
        footer = {
            "",
            "Examples:",
            "  fdfs bench compare --a 127.0.0.2:23000 --b 127.0.0.3:23000",
            "  fdfs bench compare --a 127.0.0.2 --b 127.0.0.3 --only \"4 KB\" --runs 3 --duration 2s --out results"
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Option(names = "--a", paramLabel = "HOST:PORT", required = true, description = "a storage, by which B is divided")
    private String a = "";

    @Option(names = "--b", paramLabel = "HOST:PORT", required = true, description = "another storage")
    private String b = "";

    @Option(
            names = "--tracker-a",
            paramLabel = "HOST:PORT",
            description = "for what goes through a tracker; without both trackers it is left out")
    private @Nullable String trackerA;

    @Option(names = "--tracker-b", paramLabel = "HOST:PORT", description = "the same for B")
    private @Nullable String trackerB;

    @Option(names = "--runs", description = "of each side (default: 5)")
    private int runs = 5;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "only lines with this in their name; may be repeated (default: all)")
    private List<String> only = List.of();

    @Option(names = "--verify", description = "check what comes back by its CRC32")
    private boolean verify;

    @Option(names = "--out", paramLabel = "DIR", description = "write a.json, b.json and report.html into this folder")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Comparison comparison = new Comparison(side(a, trackerA), side(b, trackerB), runs, pace.closedLoop(), verify);
        List<Comparison.Outcome> outcomes = new ArrayList<>();
        for (SuiteLine line : SuiteLine.matching(only)) {
            if (comparison.canMeasure(line)) {
                outcomes.add(comparison.measure(line, result -> ResultLines.printShort(out, result)));
            } else {
                out.println(line.name() + ": left out, it needs --tracker-a and --tracker-b");
            }
        }
        outcomes.forEach(outcome -> print(out, outcome));
        out.flush();
        if (folder != null && !outcomes.isEmpty()) {
            write(folder, outcomes);
        }
        return outcomes.stream().allMatch(CompareCommand::isFaultless) ? 0 : 1;
    }

    private static Comparison.Side side(String storage, @Nullable String tracker) throws UnknownHostException {
        Optional<Destination.Tracker> through = tracker == null
                ? Optional.empty()
                : Optional.of(new Destination.Tracker(
                        Destination.parse(tracker, Destination.TRACKER_PORT), Optional.empty()));
        return new Comparison.Side(
                new Destination.Storage(Destination.parse(storage, Destination.STORAGE_PORT)), through);
    }

    private static boolean isFaultless(Comparison.Outcome outcome) {
        return Summary.of(outcome.a()).errors() + Summary.of(outcome.b()).errors() == 0;
    }

    /** A line of a table in Markdown, with the medians. */
    private static void print(PrintWriter out, Comparison.Outcome outcome) {
        Summary first = Summary.of(outcome.a());
        Summary second = Summary.of(outcome.b());
        out.printf(
                Locale.ROOT,
                "| %s | %,.0f/s, %.0f MB/s, p50 %s, p99 %s, CPU %.0f µs | %,.0f/s, %.0f MB/s, p50 %s, p99 %s, CPU %.0f µs |"
                        + " %.2f× | %.2f× |%n",
                outcome.line().name(),
                first.perSecond(),
                first.megabytesPerSecond(),
                ResultLines.micros(first.p50()),
                ResultLines.micros(first.p99()),
                first.serverCpuMicros(),
                second.perSecond(),
                second.megabytesPerSecond(),
                ResultLines.micros(second.p50()),
                ResultLines.micros(second.p99()),
                second.serverCpuMicros(),
                second.perSecond() / first.perSecond(),
                second.serverCpuMicros() / first.serverCpuMicros());
    }

    private static void write(Path folder, List<Comparison.Outcome> outcomes) throws IOException {
        Files.createDirectories(folder);
        List<Result> ofA =
                outcomes.stream().flatMap(outcome -> outcome.a().stream()).toList();
        List<Result> ofB =
                outcomes.stream().flatMap(outcome -> outcome.b().stream()).toList();
        Results.write(folder.resolve("a.json"), ofA);
        Results.write(folder.resolve("b.json"), ofB);
        Files.writeString(
                folder.resolve("report.html"),
                ReportPage.of(
                        new ReportPage.Side(ofA.getFirst().destination(), ofA),
                        new ReportPage.Side(ofB.getFirst().destination(), ofB)));
    }
}
