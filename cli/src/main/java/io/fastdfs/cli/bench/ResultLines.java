package io.fastdfs.cli.bench;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.Result.Counts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Results on a terminal. */
final class ResultLines {
    private ResultLines() {}

    /** Everything about one result. */
    static void print(PrintWriter out, Result result) {
        out.printf(
                "%-14s %10s %11s %9s %9s %9s %9s %9s %8s%n",
                "", "requests", "requests/s", "MB/s", "p50", "p99", "p99.9", "max", "errors");
        List<Counts> operations = result.operations();
        operations.forEach(counts -> print(out, counts));
        if (operations.size() > 1) {
            print(out, result.total());
        }
        for (Counts counts : operations) {
            counts.errorsByKind()
                    .forEach((kind, count) -> out.printf("%s: %,d × %s%n", counts.operation(), count, kind));
        }
        if (result.notBegun() > 0) {
            out.printf("%,d requests were due and not sent: all connections were busy%n", result.notBegun());
        }
        for (Result.ServerUse server : result.servers()) {
            out.printf(
                    Locale.ROOT,
                    "server %s (process %d): %.1f µs CPU a request, %.0f MB resident%n",
                    server.address(),
                    server.pid(),
                    server.cpuMicrosPerRequest(),
                    server.residentMegabytes());
        }
        out.printf(
                Locale.ROOT,
                "generator: %.0f %% of one processor%n",
                100 * result.generatorCpuSeconds() / Math.max(result.seconds(), 1e-3));
        out.flush();
    }

    private static void print(PrintWriter out, Counts counts) {
        out.printf(
                Locale.ROOT,
                "%-14s %,10d %,11.0f %9.1f %9s %9s %9s %9s %,8d%n",
                counts.operation(),
                counts.requests(),
                counts.perSecond(),
                counts.megabytesPerSecond(),
                micros(counts.latency().p50()),
                micros(counts.latency().p99()),
                micros(counts.latency().p999()),
                micros(counts.latency().max()),
                counts.errors());
    }

    /** One result as one line, with its name. */
    static void printShort(PrintWriter out, Result result) {
        Counts total = result.total();
        out.printf(
                Locale.ROOT,
                "%-44s %-26s %,9.0f/s %8.1f MB/s  p50 %8s  p99 %8s  CPU %6.1f µs  %5.0f MB%s%n",
                result.name(),
                result.destination(),
                total.perSecond(),
                total.megabytesPerSecond(),
                micros(total.latency().p50()),
                micros(total.latency().p99()),
                result.serverCpuMicros(),
                result.servers().stream()
                        .mapToDouble(Result.ServerUse::residentMegabytes)
                        .sum(),
                total.errors() == 0 ? "" : "  errors " + total.errorsByKind());
        out.flush();
    }

    static String micros(double micros) {
        if (micros >= 10_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1000);
        }
        return String.format(Locale.ROOT, "%.0f µs", micros);
    }
}
