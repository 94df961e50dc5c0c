package io.fastdfs.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one measurement gave. The file that {@link Results} writes has these names.
 *
 * @param name of what was measured
 * @param destination in words
 * @param work mix, sizes and more, in words
 * @param at when it began, ISO 8601
 * @param machine where the load came from
 * @param seconds up to the last answer
 * @param notBegun requests that were due, but all connections were busy
 * @param total of all operations
 * @param servers those that are on this machine
 */
public record Result(
        String name,
        String destination,
        Map<String, String> work,
        String at,
        String machine,
        double seconds,
        long notBegun,
        Counts total,
        List<Counts> operations,
        List<Slice> timeline,
        List<ServerUse> servers,
        double generatorCpuSeconds) {
    public Result {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(total, "total");
        work = Collections.unmodifiableMap(new LinkedHashMap<>(work));
        operations = List.copyOf(operations);
        timeline = List.copyOf(timeline);
        servers = List.copyOf(servers);
    }

    /**
     * What happened with one operation.
     *
     * @param latency from when each request should have begun: at a fixed rate a stalled server is counted for all who waited
     * @param service from when each request began
     */
    public record Counts(
            String operation,
            long requests,
            long errors,
            Map<String, Long> errorsByKind,
            long contentBytes,
            double perSecond,
            double megabytesPerSecond,
            Latency latency,
            Latency service) {
        public Counts {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(latency, "latency");
            Objects.requireNonNull(service, "service");
            errorsByKind = Collections.unmodifiableMap(new LinkedHashMap<>(errorsByKind));
        }

        static Counts of(String operation, Recorder.Counts counts, double seconds) {
            long requests = counts.latency.getTotalCount();
            return new Counts(
                    operation,
                    requests,
                    counts.errors.values().stream().mapToLong(Long::longValue).sum(),
                    new TreeMap<>(counts.errors),
                    counts.contentBytes,
                    seconds > 0 ? requests / seconds : 0,
                    seconds > 0 ? counts.contentBytes / seconds / 1e6 : 0,
                    Latency.of(counts.latency),
                    Latency.of(counts.service));
        }
    }

    /**
     * Microseconds.
     *
     * @param curve points for a plot: so many percent took at most so long
     */
    public record Latency(double mean, double p50, double p90, double p99, double p999, double max, List<Point> curve) {
        public Latency {
            curve = List.copyOf(curve);
        }

        private static final double[] PERCENTS = {
            0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999, 100
        };

        static Latency of(Histogram nanos) {
            List<Point> curve = new ArrayList<>();
            for (double percent : PERCENTS) {
                // Where fewer were measured than a percentile tells apart, it would only repeat the largest.
                if (percent == 100 || nanos.getTotalCount() * (100 - percent) >= 100) {
                    curve.add(new Point(percent, micros(nanos, percent)));
                }
            }
            return new Latency(
                    nanos.getTotalCount() == 0 ? 0 : nanos.getMean() / 1e3,
                    micros(nanos, 50),
                    micros(nanos, 90),
                    micros(nanos, 99),
                    micros(nanos, 99.9),
                    nanos.getMaxValue() / 1e3,
                    curve);
        }

        private static double micros(Histogram nanos, double percent) {
            return nanos.getValueAtPercentile(percent) / 1e3;
        }
    }

    /** One point of a curve of percentiles. */
    public record Point(double percent, double micros) {}

    /** A part of the time. */
    public record Slice(double fromSeconds, double seconds, double perSecond, double p50, double p99, double max) {}

    /**
     * What a server on this machine needed.
     *
     * @param cpuMicrosPerRequest of all its threads
     * @param residentMegabytes at the end
     */
    public record ServerUse(
            String address, long pid, double cpuSeconds, double cpuMicrosPerRequest, double residentMegabytes) {
        public ServerUse {
            Objects.requireNonNull(address, "address");
        }
    }

    static List<Slice> slices(Timeline timeline, double seconds) {
        List<Slice> slices = new ArrayList<>();
        double length = timeline.sliceSeconds();
        for (Histogram slice : timeline.slices()) {
            double from = slices.size() * length;
            // A last short part would look like a break-down.
            double part = Math.min(length, seconds - from);
            if (part >= length / 2 || slices.isEmpty()) {
                slices.add(new Slice(
                        from,
                        part,
                        part > 0 ? slice.getTotalCount() / part : 0,
                        slice.getValueAtPercentile(50) / 1e3,
                        slice.getValueAtPercentile(99) / 1e3,
                        slice.getMaxValue() / 1e3));
            }
        }
        return slices;
    }

    /** CPU of all servers on this machine for one request, in microseconds; 0 where there is none. */
    public double serverCpuMicros() {
        return servers.stream().mapToDouble(ServerUse::cpuMicrosPerRequest).sum();
    }
}
