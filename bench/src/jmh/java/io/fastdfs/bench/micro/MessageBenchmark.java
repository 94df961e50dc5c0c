package io.fastdfs.bench.micro;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.UploadFile;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Headers and messages, as a storage reads and writes them for each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {
    private static final String NAME = "M00/0A/FF/wKgBAml7bWWAAAABAAAQAAAAAGM12.jpg";

    private final ByteBuffer header = ByteBuffer.allocateDirect(Header.BYTES);
    private final ByteBuffer download =
            direct(BodyWriter.frame(new DownloadFile(0, 0, "group1", NAME)).position(Header.BYTES));
    private final ByteBuffer upload =
            direct(BodyWriter.frame(new UploadFile(false, 0, 4096, "jpg")).position(Header.BYTES));

    private static ByteBuffer direct(ByteBuffer body) {
        return ByteBuffer.allocateDirect(body.remaining()).put(body).flip();
    }

    @Benchmark
    public Header headerThereAndBack() {
        header.clear();
        new Header(4096, Command.RESPONSE.code, 0).encode(header);
        return Header.decode(header.flip());
    }

    @Benchmark
    public DownloadFile decodeDownload() throws FdfsException {
        return DownloadFile.decode(new BodyReader(download.rewind()));
    }

    @Benchmark
    public UploadFile decodeUpload() throws FdfsException {
        return UploadFile.decode(false, new BodyReader(upload.rewind(), upload.remaining() + 4096));
    }

    @Benchmark
    public ByteBuffer encodeUploadReply() {
        BodyWriter body = new BodyWriter();
        new FileNameReply("group1", NAME).encode(body);
        return body.frame(Command.RESPONSE.code, 0, 0);
    }

    @Benchmark
    public ByteBuffer encodeDownloadRequest() {
        return BodyWriter.frame(new DownloadFile(0, 0, "group1", NAME));
    }
}
