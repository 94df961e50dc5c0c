package io.fastdfs.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What happened in one {@link LoadLoop}, or in several of them once they have been added up. */
final class Recorder {
    private static final int DIGITS = 3;

    private final long startNanos;
    private final Map<Operation, Counts> operations = new EnumMap<>(Operation.class);
    private final Timeline timeline = new Timeline();
    private long lastNanos;
    private long notBegun;

    /** What happened with one operation. */
    static final class Counts {
        /** From when each should have begun. */
        final Histogram latency = new Histogram(DIGITS);
        /** From when each began. */
        final Histogram service = new Histogram(DIGITS);

        final Map<String, Long> errors = new TreeMap<>();
        long contentBytes;

        void add(Counts other) {
            latency.add(other.latency);
            service.add(other.service);
            other.errors.forEach((kind, count) -> errors.merge(kind, count, Long::sum));
            contentBytes += other.contentBytes;
        }
    }

    Recorder(long startNanos) {
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    void succeeded(Operation operation, long contentBytes, long latencyNanos, long serviceNanos, long now) {
        Counts counts = counts(operation);
        counts.latency.recordValue(latencyNanos);
        counts.service.recordValue(serviceNanos);
        counts.contentBytes += contentBytes;
        timeline.record(now - startNanos, latencyNanos);
        lastNanos = now;
    }

    void failed(Operation operation, String kind) {
        counts(operation).errors.merge(kind, 1L, Long::sum);
    }

    /** So many requests were due, and no caller was free for them. */
    void notBegun(long requests) {
        notBegun += Math.max(0, requests);
    }

    private Counts counts(Operation operation) {
        return operations.computeIfAbsent(operation, _ -> new Counts());
    }

    void add(Recorder other) {
        other.operations.forEach((operation, counts) -> counts(operation).add(counts));
        timeline.add(other.timeline);
        lastNanos = lastNanos - other.lastNanos > 0 ? lastNanos : other.lastNanos;
        notBegun += other.notBegun;
    }

    Map<Operation, Counts> operations() {
        return operations;
    }

    /** All operations together. */
    Counts total() {
        Counts total = new Counts();
        operations.values().forEach(total::add);
        return total;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Up to the last answer. */
    double seconds() {
        return (lastNanos - startNanos) / 1e9;
    }

    long notBegun() {
        return notBegun;
    }
}
