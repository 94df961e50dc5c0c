package io.fastdfs.cli.bench;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.Results;
import io.fastdfs.bench.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A page with plots. */
@Command(
        name = "report",
        description = "Make one page of HTML from a file of results, or from two side by side.",
        footer = {"", "Examples:", "  fdfs bench report a.json", "  fdfs bench report a.json b.json --out both.html"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..2", paramLabel = "FILE", description = "that --json wrote")
    private List<Path> files = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "the page (default: report.html)")
    private Path out = Path.of("report.html");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<ReportPage.Side> sides = new ArrayList<>();
        for (Path file : files) {
            List<Result> results = Results.read(file);
            if (results.isEmpty()) {
                throw new IOException(file + " has no results");
            }
            sides.add(new ReportPage.Side(file.getFileName().toString(), results));
        }
        Files.writeString(
                out, sides.size() == 1 ? ReportPage.of(sides.get(0)) : ReportPage.of(sides.get(0), sides.get(1)));
        spec.commandLine().getOut().println(out);
        return 0;
    }
}
