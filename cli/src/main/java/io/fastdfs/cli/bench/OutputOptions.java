package io.fastdfs.cli.bench;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.Results;
import io.fastdfs.bench.report.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files with what was measured. */
final class OutputOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "write all results here")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with plots here")
    private @Nullable Path html;

    void write(String label, List<Result> results) throws IOException {
        if (json != null) {
            Results.write(json, results);
        }
        if (html != null) {
            Files.writeString(html, ReportPage.of(new ReportPage.Side(label, results)));
        }
    }
}
