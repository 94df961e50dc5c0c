package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every client command against a real storage over a real socket. */
class StorageCommandsTest {
    private static final int SUBDIRS = 4;

    @TempDir
    Path base;

    private StorageServer server;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        server = new StorageServer(StorageConfig.defaults(
                        "group1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), base, List.of())
                .withSubdirCount(SUBDIRS));
        server.start();
        peer = new RawPeer(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 8 * 1024, 256 * 1024, 3 * 1024 * 1024 + 17})
    void anUploadComesBackIdentical(int size) throws IOException {
        byte[] content = randomBytes(size);
        FileId id = peer.upload(content, "bin", false);

        assertThat(download(id, 0, 0)).isEqualTo(content);
        FileName name = FileName.decode(id.filename());
        assertThat(name.size()).isEqualTo(size);
        assertThat(name.crc32()).isEqualTo(crc32(content));
        assertThat(id.filename()).hasSize(FileName.NORMAL_LENGTH).endsWith(".bin");
    }

    @Test
    void theRecordIsInTheBinlogWhenTheAnswerArrives() throws IOException {
        FileId id = peer.upload(randomBytes(10), "txt", false);
        assertThat(binlog()).hasSize(1);
        assertThat(binlog().getFirst()).matches("\\d+ C " + id.filename().replace(".", "\\."));
    }

    @Test
    void rangesAreCutAtTheEndOfTheFile() throws IOException {
        byte[] content = randomBytes(1000);
        FileId id = peer.upload(content, "", false);
        assertThat(download(id, 100, 50)).isEqualTo(Arrays.copyOfRange(content, 100, 150));
        assertThat(download(id, 990, 500)).isEqualTo(Arrays.copyOfRange(content, 990, 1000));
        assertThat(statusOf(() -> download(id, 1000, 1))).isEqualTo(Status.EINVAL);
        assertThat(peer.isClosedByServer()).isTrue();
    }

    @Test
    void anAppenderGrowsChangesShrinksAndBecomesNormal() throws IOException {
        FileId id = peer.upload("hello".getBytes(StandardCharsets.UTF_8), "log", true);
        peer.ask(new AppendFile(id.filename(), 6), " world".getBytes(StandardCharsets.UTF_8));
        peer.ask(new ModifyFile(id.filename(), 0, 1), "J".getBytes(StandardCharsets.UTF_8));
        assertThat(download(id, 0, 0)).asString().isEqualTo("Jello world");
        peer.ask(new TruncateFile(id.filename(), 5));
        assertThat(peer.ask(new TruncateFile(id.filename(), 5))).isEmpty();
        assertThat(info(id).crc32()).isEqualTo(crc32("Jello".getBytes(StandardCharsets.UTF_8)));

        byte[] body = peer.ask(new RegenerateFilename(id.filename()));
        FileNameReply renamed = FileNameReply.decode(new BodyReader(ByteBuffer.wrap(body)));
        FileName name = FileName.decode(renamed.filename());
        assertThat(name.kind()).isEqualTo(FileName.Kind.NORMAL);
        assertThat(name.size()).isEqualTo(5);
        assertThat(download(new FileId("group1", renamed.filename()), 0, 0))
                .asString()
                .isEqualTo("Jello");
        assertThat(statusOf(() -> download(id, 0, 0))).isEqualTo(Status.ENOENT);
        assertThat(binlog()).extracting(line -> line.split(" ")[1]).containsExactly("C", "A", "M", "T", "R");
    }

    @Test
    void aPlainFileIsNoAppender() throws IOException {
        FileId id = peer.upload(randomBytes(10), "txt", false);
        assertThat(statusOf(() -> peer.ask(new AppendFile(id.filename(), 1), new byte[1])))
                .isEqualTo(Status.EINVAL);
    }

    @Test
    void aSlaveStandsBesideItsMasterOnce() throws IOException {
        FileId master = peer.upload(randomBytes(10), "jpg", false);
        var request = new UploadSlaveFile(master.filename(), "_150x150", "jpg", 3);
        byte[] body = peer.ask(request, new byte[] {1, 2, 3});
        String slave =
                FileNameReply.decode(new BodyReader(ByteBuffer.wrap(body))).filename();
        assertThat(slave).isEqualTo(FileName.slave(master.filename(), "_150x150", "jpg"));
        assertThat(download(new FileId("group1", slave), 0, 0)).containsExactly(1, 2, 3);
        assertThat(statusOf(() -> peer.ask(request, new byte[3]))).isEqualTo(Status.EEXIST);
        assertThat(peer.upload(randomBytes(1), "txt", false).group()).isEqualTo("group1");
    }

    @Test
    void metadataIsOverwrittenMergedAndRemoved() throws IOException {
        FileId id = peer.upload(randomBytes(10), "jpg", false);
        setMetadata(id, false, "b\u00022\u0001a\u00021");
        assertThat(metadata(id)).isEqualTo("a\u00021\u0001b\u00022");
        setMetadata(id, true, "b\u00023\u0001c\u00024");
        assertThat(metadata(id)).isEqualTo("a\u00021\u0001b\u00023\u0001c\u00024");
        setMetadata(id, false, "");
        assertThat(statusOf(() -> metadata(id))).isEqualTo(Status.ENOENT);
        assertThat(binlog()).extracting(line -> line.split(" ")[1]).containsExactly("C", "C", "U", "D");
    }

    @Test
    void deletingRemovesTheFileAndItsMetadata() throws IOException {
        FileId id = peer.upload(randomBytes(10), "jpg", false);
        setMetadata(id, false, "a\u00021");
        peer.ask(new DeleteFile("group1", id.filename()));
        assertThat(statusOf(() -> download(id, 0, 0))).isEqualTo(Status.ENOENT);
        assertThat(statusOf(() -> peer.ask(new DeleteFile("group1", id.filename()))))
                .isEqualTo(Status.ENOENT);
        assertThat(filesBelow(base.resolve("data"))).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        try (RawPeer broken = new RawPeer(server.address())) {
            broken.send(BodyWriter.frame(new UploadFile(false, -1, 1_000_000, "bin")));
            broken.send(new byte[300_000]);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(filesBelow(base.resolve("data"))).isEmpty());
        assertThat(binlog()).isEmpty();
    }

    @Test
    void aLyingLengthIsRefusedAndTheServerStaysUp() throws IOException {
        ByteBuffer frame = BodyWriter.frame(new UploadFile(false, -1, 10, "bin"));
        frame.putLong(Long.BYTES + 3, 99);
        peer.send(frame);
        peer.send(new byte[10]);
        assertThat(statusOf(() -> peer.answer())).isEqualTo(Status.EINVAL);
        try (RawPeer next = new RawPeer(server.address())) {
            assertThat(next.upload(new byte[3], "", false).group()).isEqualTo("group1");
        }
    }

    @Test
    void aNameThatLeavesItsStorePathIsRefused() {
        for (String name :
                List.of("M00/00/../../../../etc/passwd", "M07/00/00/abcdef", "M00/0a/00/abcdef", "Mxx/00/00/a")) {
            assertThatThrownBy(() -> {
                        try (RawPeer other = new RawPeer(server.address())) {
                            other.ask(new DownloadFile(0, 0, "group1", name));
                        }
                    })
                    .isInstanceOfSatisfying(
                            FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
        }
    }

    private byte[] download(FileId id, long offset, long length) throws IOException {
        return peer.ask(new DownloadFile(offset, length, id.group(), id.filename()));
    }

    private FileInfoReply info(FileId id) throws IOException {
        byte[] body = peer.ask(new QueryFileInfo(0, id.group(), id.filename()));
        return FileInfoReply.decode(new BodyReader(ByteBuffer.wrap(body)));
    }

    private void setMetadata(FileId id, boolean merge, String text) throws IOException {
        peer.ask(new SetMetadata(merge, id.group(), id.filename(), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String metadata(FileId id) throws IOException {
        return new String(peer.ask(new GetMetadata(id.group(), id.filename())), StandardCharsets.ISO_8859_1);
    }

    private List<String> binlog() throws IOException {
        return Files.readAllLines(base.resolve("data/sync/binlog.000"));
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*/data/(\\.incoming|[0-9A-F]{2}/[0-9A-F]{2})/.*"))
                    .toList();
        }
    }

    private interface Attempt {
        Object run() throws IOException;
    }

    private static Status statusOf(Attempt attempt) throws IOException {
        try {
            attempt.run();
            return Status.OK;
        } catch (FdfsException e) {
            return e.status();
        }
    }

    private static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static int crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
