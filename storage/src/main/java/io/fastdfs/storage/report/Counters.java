package io.fastdfs.storage.report;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What this storage has done since it started: attempts and successes of each operation, in calls and in bytes. */
public final class Counters {
    /** An operation that trackers are told the numbers of. */
    public enum Operation {
        UPLOAD,
        APPEND,
        MODIFY,
        TRUNCATE,
        SET_METADATA,
        DELETE,
        DOWNLOAD,
        GET_METADATA
    }

    /** A handler's work. */
    @FunctionalInterface
    public interface Work {
        Object run() throws IOException;
    }

    /** A download; it returns the bytes it sent. */
    @FunctionalInterface
    public interface Download {
        long run() throws IOException;
    }

    private record Cell(LongAdder total, LongAdder success, LongAdder totalBytes, LongAdder successBytes) {
        Cell() {
            this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    private final Map<Operation, Cell> cells = new EnumMap<>(Operation.class);
    private final AtomicLong lastSourceUpdateSeconds = new AtomicLong();

    public Counters() {
        for (Operation operation : Operation.values()) {
            cells.put(operation, new Cell());
        }
    }

    /** Runs an operation of so many content bytes and counts how it ends. */
    public void count(Operation operation, long bytes, Work work) throws IOException {
        Cell cell = cell(operation);
        cell.total.increment();
        cell.totalBytes.add(bytes);
        work.run();
        cell.success.increment();
        cell.successBytes.add(bytes);
        if (operation != Operation.GET_METADATA) {
            lastSourceUpdateSeconds.set(System.currentTimeMillis() / 1000);
        }
    }

    /** Runs a download, whose length only it knows. */
    public void download(Download work) throws IOException {
        Cell cell = cell(Operation.DOWNLOAD);
        cell.total.increment();
        long bytes = work.run();
        cell.totalBytes.add(bytes);
        cell.success.increment();
        cell.successBytes.add(bytes);
    }

    public long total(Operation operation) {
        return cell(operation).total.sum();
    }

    public long success(Operation operation) {
        return cell(operation).success.sum();
    }

    public long totalBytes(Operation operation) {
        return cell(operation).totalBytes.sum();
    }

    public long successBytes(Operation operation) {
        return cell(operation).successBytes.sum();
    }

    /** When a client last changed something here, Unix seconds; 0 if never. */
    public long lastSourceUpdateSeconds() {
        return lastSourceUpdateSeconds.get();
    }

    private Cell cell(Operation operation) {
        Cell cell = cells.get(operation);
        if (cell == null) {
            throw new IllegalStateException("no counter for " + operation);
        }
        return cell;
    }
}
