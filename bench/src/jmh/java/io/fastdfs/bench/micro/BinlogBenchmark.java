package io.fastdfs.bench.micro;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The record of a change, in the file system before each answer; {@code -t 2} appends from two threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BinlogBenchmark {
    private static final BinlogRecord RECORD = BinlogRecord.own(
            1_767_323_045, new Change.Create("M00/0A/FF/wKgBAml7bWWAAAABAAAQAAAAAGM12.jpg"));

    @Param({"false", "true"})
    public boolean fsync;

    private final String line = RECORD.line().strip();
    private @Nullable Path folder;
    private @Nullable Binlog binlog;

    @Setup
    public void open() throws IOException {
        Path made = Files.createTempDirectory("binlog");
        folder = made;
        binlog = Binlog.open(made, new LocalDisk(), fsync);
    }

    @TearDown
    public void remove() throws IOException {
        if (binlog != null && folder != null) {
            binlog.close();
            List<Path> all;
            try (Stream<Path> walk = Files.walk(folder)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public void append() throws FdfsException {
        if (binlog != null) {
            binlog.append(RECORD);
        }
    }

    @Benchmark
    public BinlogRecord parse() throws ParseException {
        return BinlogRecord.parse(line);
    }
}
