package io.fastdfs.cli.bench;

import io.fastdfs.bench.Growth;
import io.fastdfs.bench.Result;
import io.fastdfs.bench.Sizes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The tables of growth in docs/performance.md. Ends with 1 if a request failed. */
@Command(
        name = "growth",
        description = "Measure the same again and again while something grows.",
        footer = {
            "",
            "Examples:",
            "  fdfs bench growth files --storage 127.0.0.1:23000 --steps 10000,100000,1000000",
            "  fdfs bench growth connections --storage 127.0.0.1:23000 --steps 100,1000,10000",
            "  fdfs bench growth store-paths --storage 127.0.0.1:23000 --steps 1,8,64"
        })
final class GrowthCommand implements Callable<Integer> {
    private static final List<Integer> FILES = List.of(10_000, 100_000, 1_000_000);
    private static final List<Integer> CONNECTIONS = List.of(10, 100, 1000, 10_000);
    private static final List<Integer> STORE_PATHS = List.of(1, 8, 64);

    @Mixin
    private DestinationOptions destination = new DestinationOptions();

    @Mixin
    private SetupOptions setup = new SetupOptions();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "WHAT", description = "files, connections or store-paths")
    private String what = "";

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "N",
            description = "how many there are in each step, growing (default: 10000,100000,1000000 files;"
                    + " 10,100,1000,10000 connections; 1,8,64 store paths)")
    private @Nullable List<Integer> steps;

    @Option(names = "--size", description = "of files (default: 4K)")
    private String size = "4K";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Growth growth = new Growth(
                destination.destination(),
                setup.setup(),
                pace.closedLoop(),
                Sizes.parse(size),
                result -> ResultLines.printShort(out, result));
        List<Result> results = switch (what) {
            case "files" -> growth.files(steps(FILES));
            case "connections" -> growth.connections(steps(CONNECTIONS));
            case "store-paths" -> growth.storePaths(steps(STORE_PATHS));
            default ->
                throw new IllegalArgumentException("\"" + what + "\" is none of files, connections, store-paths");
        };
        output.write(results.getFirst().destination(), results);
        return results.stream().allMatch(result -> result.total().errors() == 0) ? 0 : 1;
    }

    private List<Integer> steps(List<Integer> usual) {
        List<Integer> chosen = steps == null ? usual : steps;
        for (int i = 0; i < chosen.size(); i++) {
            if (chosen.get(i) < 1 || i > 0 && chosen.get(i) <= chosen.get(i - 1)) {
                throw new IllegalArgumentException("--steps grow from 1 or more: " + chosen);
            }
        }
        return chosen;
    }
}
