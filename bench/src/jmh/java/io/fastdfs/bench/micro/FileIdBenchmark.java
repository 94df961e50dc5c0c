package io.fastdfs.bench.micro;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.LogicName;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** File ids: made for each upload, taken apart for each download. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FileIdBenchmark {
    private static final int SOURCE = 0xC0A80102;
    private static final int CREATED = 1_767_323_045;

    private int random;
    private String filename = "";
    private String id = "";

    public FileIdBenchmark() {
        filename = "M00/0A/FF/" + FileName.encode(SOURCE, CREATED, FileName.plainSize(4096, 1), 99) + "12.jpg";
        id = "group1/" + filename;
    }

    @Benchmark
    public String encode() {
        random++;
        return FileName.encode(SOURCE, CREATED, FileName.plainSize(4096, random), random) + FileName.tail("jpg", 12);
    }

    @Benchmark
    public FileName decode() throws FdfsException {
        return FileName.decode(filename);
    }

    @Benchmark
    public FileId parseId() throws FdfsException {
        return FileId.parse(id);
    }

    @Benchmark
    public LogicName parseLogicName() throws FdfsException {
        return LogicName.parse(filename);
    }
}
