package io.fastdfs.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The medians of several runs of the same. Times are microseconds.
 *
 * @param typical the run whose throughput is the median
 */
public record Summary(
        String name,
        int runs,
        double perSecond,
        double megabytesPerSecond,
        double p50,
        double p99,
        double serverCpuMicros,
        double residentMegabytes,
        long errors,
        Result typical) {

    /** One for each name, in the order of the first run of each. */
    public static List<Summary> byName(List<Result> results) {
        Map<String, List<Result>> byName = new LinkedHashMap<>();
        results.forEach(result ->
                byName.computeIfAbsent(result.name(), _ -> new ArrayList<>()).add(result));
        return byName.values().stream().map(Summary::of).toList();
    }

    /** @param runs at least one */
    public static Summary of(List<Result> runs) {
        return new Summary(
                runs.getFirst().name(),
                runs.size(),
                median(runs, run -> run.total().perSecond()),
                median(runs, run -> run.total().megabytesPerSecond()),
                median(runs, run -> run.total().latency().p50()),
                median(runs, run -> run.total().latency().p99()),
                median(runs, Result::serverCpuMicros),
                median(
                        runs,
                        run -> run.servers().stream()
                                .mapToDouble(Result.ServerUse::residentMegabytes)
                                .sum()),
                runs.stream().mapToLong(run -> run.total().errors()).sum(),
                sorted(runs, run -> run.total().perSecond()).get(runs.size() / 2));
    }

    /** The middle one; of an even number the upper of the two in the middle. */
    private static double median(List<Result> runs, ToDoubleFunction<Result> of) {
        return of.applyAsDouble(sorted(runs, of).get(runs.size() / 2));
    }

    private static List<Result> sorted(List<Result> runs, ToDoubleFunction<Result> of) {
        return runs.stream().sorted(Comparator.comparingDouble(of)).toList();
    }
}
