package io.fastdfs.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The CRC32 of content as it passes by, in a direct buffer as it comes from the socket; and out of an array, to compare. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Crc32Benchmark {
    @Param({"4096", "65536", "262144"})
    public int bytes;

    private final CRC32 crc = new CRC32();
    private ByteBuffer direct = ByteBuffer.allocate(0);
    private byte[] array = new byte[0];

    @Setup
    public void allocate() {
        direct = ByteBuffer.allocateDirect(bytes);
        array = new byte[bytes];
    }

    @Benchmark
    public long ofDirectBuffer() {
        crc.update(direct.clear());
        return crc.getValue();
    }

    @Benchmark
    public long ofArray() {
        crc.update(array);
        return crc.getValue();
    }
}
