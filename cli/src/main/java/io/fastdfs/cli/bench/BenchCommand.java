package io.fastdfs.cli.bench;

import io.fastdfs.bench.Destination;
import io.fastdfs.bench.Mix;
import io.fastdfs.bench.Pace;
import io.fastdfs.bench.Result;
import io.fastdfs.bench.Session;
import io.fastdfs.bench.Sizes;
import io.fastdfs.bench.Work;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a cluster. Ends with 1 if a request failed. */
@Command(
        name = "bench",
        description = {
            "Measure any FastDFS cluster, of C or of this project: throughput, latencies, and the CPU of servers that run here.",
            "Stores files of its own, and deletes them afterwards."
        },
        subcommands = {CompareCommand.class, GrowthCommand.class, ReportCommand.class},
        footer = {
            "",
            "Operations: upload, append, download, range, info, set-metadata, get-metadata, delete, query-store, query-fetch",
            "",
            "Examples:",
            "  fdfs bench --mix upload --size 4K",
            "  fdfs bench --storage 192.168.1.10:23000 --mix download --size 1M -c 16 --verify",
            "  fdfs bench --mix upload=1,download=8,info=1 --size 4K:70,64K:25,1M-8M:5 --rate 2000 --json a.json",
            "  fdfs bench report a.json b.json"
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private DestinationOptions destination = new DestinationOptions();

    @Mixin
    private SetupOptions setup = new SetupOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--mix", description = "an operation, or several with weights (default: download)")
    private String mix = "download";

    @Option(names = "--size", description = "of files: 4K, or 1K-64K, or several with weights (default: 4K)")
    private String size = "4K";

    @Option(
            names = "--range",
            paramLabel = "SIZE",
            converter = Converters.Bytes.class,
            description = "of a download of a part (default: 4K)")
    private long range = 4096;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "requests a second that are due, whatever the servers do; latencies count from when each was due"
                            + " (default: each connection sends when it has its answer)")
    private double rate;

    @Option(names = "--count", paramLabel = "N", description = "stop after so many requests, if the time is not over")
    private long count;

    @Option(
            names = "--files",
            paramLabel = "N",
            description = "stored before, for operations that need some (default: 4 to 1000, by their size)")
    private int files;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description =
                    "use the files with these ids, one a line, instead of storing some; they are not deleted at the end")
    private @Nullable Path ids;

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "leave the stored files where they are, and write their ids here")
    private @Nullable Path keep;

    @Option(
            names = "--store-paths",
            paramLabel = "N",
            description = "straight to a storage: upload to its first N store paths by turns (default: it chooses)")
    private int storePaths;

    @Option(names = "--verify", description = "check what comes back by its CRC32")
    private boolean verify;

    @Option(
            names = "--name",
            description = "of the result, by which reports put results side by side (default: the mix)")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Destination to = destination.destination();
        if (storePaths > 0 && to instanceof Destination.Tracker) {
            throw new IllegalArgumentException(
                    "--store-paths is for --storage: a tracker chooses the store path itself");
        }
        Work work = new Work(Mix.parse(mix), Sizes.parse(size), range, storePaths, files, given(), verify);
        Pace at = pace.at(rate, count);
        Result result;
        try (Session session = Session.open(to, setup.setup())) {
            session.prepare(work);
            result = session.measure(name == null ? work.mix().toString() : name, work, at);
            if (keep != null) {
                Files.write(keep, session.fileIds());
            } else if (ids == null) {
                session.removeFiles();
            }
        }
        ResultLines.print(out, result);
        output.write(result.destination(), List.of(result));
        return result.total().errors() == 0 ? 0 : 1;
    }

    private List<FileId> given() throws IOException {
        List<FileId> given = new ArrayList<>();
        for (String line : ids == null ? List.<String>of() : Files.readAllLines(ids)) {
            if (!line.isBlank()) {
                given.add(FileId.parse(line.strip()));
            }
        }
        if (ids != null && given.isEmpty()) {
            throw new IOException(ids + " has no ids");
        }
        return given;
    }
}
