package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.TruncateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Truncation by a client that announces {@code newSize} bytes more than it sends, as tobato's and luhuiguo's do. C waits
 * for these bytes until the client gives up.
 */
class TruncateTest {
    private static final byte[] CONTENT = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path base;

    private StorageServer server;
    private RawPeer peer;
    private FileId file;

    @BeforeEach
    void start() throws IOException {
        server = new StorageServer(StorageConfig.defaults(
                        "group1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), base, List.of())
                .withSubdirCount(1));
        server.start();
        peer = new RawPeer(server.address());
        file = peer.upload(CONTENT, "log", true);
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 436, 999, 1000, 5000})
    void theBytesThatNeverComeAreNotWaitedFor(long newSize) throws IOException {
        peer.send(announcing(new TruncateFile(file.filename(), newSize), newSize));
        assertThat(peer.answer()).isEmpty();
        assertThat(content()).hasSize((int) newSize);
    }

    @Test
    void theConnectionStaysInStepAfterARefusalToo() throws IOException {
        String missing = file.filename().replace(".log", ".txt");
        peer.send(announcing(new TruncateFile(missing, 5), 5));
        assertThatThrownBy(peer::answer)
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.ENOENT));
        assertThat(content()).isEqualTo(CONTENT);
    }

    @Test
    void aRequestThatFollowsACorrectTruncateAtOnceIsAnswered() throws IOException {
        ByteBuffer truncate = BodyWriter.frame(new TruncateFile(file.filename(), 5));
        ByteBuffer download = BodyWriter.frame(new DownloadFile(0, 0, file.group(), file.filename()));
        peer.send(ByteBuffer.allocate(truncate.remaining() + download.remaining())
                .put(truncate)
                .put(download)
                .flip());
        assertThat(peer.answer()).isEmpty();
        assertThat(peer.answer()).asString().isEqualTo("01234");
    }

    @Test
    void aTruncateInSingleBytesIsAnswered() throws IOException {
        ByteBuffer frame = announcing(new TruncateFile(file.filename(), 7), 7);
        while (frame.hasRemaining()) {
            peer.send(new byte[] {frame.get()});
        }
        assertThat(peer.answer()).isEmpty();
        assertThat(content()).asString().isEqualTo("0123456");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1, 4, 6, 1L << 40})
    void anyOtherLengthIsRefusedAndTheFileStays(long extra) throws IOException {
        peer.send(announcing(new TruncateFile(file.filename(), 5), extra));
        assertRefusedAndUnchanged();
    }

    @Test
    void bytesBehindTheNameAreRefusedAndTheFileStays() throws IOException {
        ByteBuffer frame = announcing(new TruncateFile(file.filename(), 5), 5);
        peer.send(ByteBuffer.allocate(frame.remaining() + 5).put(frame).rewind());
        assertRefusedAndUnchanged();
    }

    private void assertRefusedAndUnchanged() throws IOException {
        assertThatThrownBy(peer::answer)
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
        assertThat(peer.isClosedByServer()).isTrue();
        peer.close();
        peer = new RawPeer(server.address());
        assertThat(content()).isEqualTo(CONTENT);
    }

    private byte[] content() throws IOException {
        return peer.ask(new DownloadFile(0, 0, file.group(), file.filename()));
    }

    /** The frame with a header that announces so many bytes more. */
    private static ByteBuffer announcing(TruncateFile request, long extra) {
        ByteBuffer frame = BodyWriter.frame(request);
        return frame.putLong(0, frame.remaining() - Header.BYTES + extra);
    }
}
