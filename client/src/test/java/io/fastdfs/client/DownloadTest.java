package io.fastdfs.client;

import static io.fastdfs.client.ScriptedCluster.CONTENT;
import static io.fastdfs.client.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes of a download come from, and when they count. */
class DownloadTest {
    private static final FileId ID = ScriptedCluster.idOf(CONTENT);
    private static final byte[] DAMAGED = "0123456789Xbcdefghij".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private ScriptedCluster cluster;
    private FastdfsClient client;

    @BeforeEach
    void start() throws IOException {
        cluster = new ScriptedCluster();
        client = cluster.client();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        cluster.close();
    }

    /** A storage that has this content and serves every range of it. */
    private static ScriptedServer.Script serving(byte[] content) {
        return peer -> {
            ScriptedServer.Frame frame;
            while ((frame = peer.read()) != null) {
                if (frame.command() == Command.DOWNLOAD_FILE) {
                    DownloadFile asked = DownloadFile.decode(frame.reader());
                    int end = asked.length() == 0 ? content.length : (int) (asked.offset() + asked.length());
                    peer.answer(Arrays.copyOfRange(content, (int) asked.offset(), end));
                } else {
                    peer.answer(info(content.length, -1));
                }
            }
        };
    }

    private static BodyWriter info(long size, int crc32) {
        BodyWriter body = new BodyWriter();
        new FileInfoReply(size, 1_700_000_000, crc32, "127.0.0.1", Width.IPV4).encode(body);
        return body;
    }

    /** Sends the first bytes of the content, and is gone. */
    private static ScriptedServer.Script cutAfter(int bytes) {
        return peer -> {
            peer.read();
            peer.answerTorn(Arrays.copyOf(CONTENT, bytes), CONTENT.length);
        };
    }

    private static DownloadFile lastRequest(ScriptedServer storage) throws IOException {
        List<ScriptedServer.Frame> frames = storage.frames();
        return DownloadFile.decode(frames.get(frames.size() - 1).reader());
    }

    @Test
    void aWholeFileComesAsArrayAndAsFileAndAsStream() throws IOException {
        cluster.storage(serving(CONTENT));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        client.download(ID, stream);
        client.download(ID, folder.resolve("out"));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
        assertThat(stream.toByteArray()).isEqualTo(CONTENT);
        assertThat(folder.resolve("out")).hasBinaryContent(CONTENT);
    }

    @Test
    void aRangeIsAskedForAsItIs() throws IOException {
        ScriptedServer storage = cluster.storage(serving(CONTENT));
        assertThat(client.download(ID, DownloadOptions.range(3, 4))).isEqualTo(Arrays.copyOfRange(CONTENT, 3, 7));
        assertThat(lastRequest(storage)).isEqualTo(new DownloadFile(3, 4, ID.group(), ID.filename()));
        assertThat(client.download(ID, DownloadOptions.from(15))).isEqualTo(Arrays.copyOfRange(CONTENT, 15, 20));
    }

    @Test
    void progressIsHeardUpToTheLastByte() throws IOException {
        cluster.storage(serving(CONTENT));
        List<Long> heard = new ArrayList<>();
        client.download(ID, DownloadOptions.whole().onProgress(heard::add));
        assertThat(heard).isSorted().endsWith((long) CONTENT.length);
    }

    @Test
    void whatBreaksInTheMiddleGoesOnAtAnotherHolderFromTheByteReached() throws IOException {
        cluster.storage(cutAfter(7));
        ScriptedServer other = cluster.storage(serving(CONTENT));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        client.download(ID, stream);
        assertThat(stream.toByteArray()).isEqualTo(CONTENT);
        assertThat(lastRequest(other)).isEqualTo(new DownloadFile(7, 13, ID.group(), ID.filename()));
    }

    @Test
    void whatBreaksInTheMiddleGoesOnAtTheOnlyHolderOnceItIsBack() throws IOException {
        cluster.storage(cutAfter(7), serving(CONTENT));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
    }

    @Test
    void aRangeThatBreaksInTheMiddleGoesOnToo() throws IOException {
        cluster.storage(peer -> {
            peer.read();
            peer.answerTorn(Arrays.copyOfRange(CONTENT, 5, 8), 10);
        });
        cluster.storage(serving(CONTENT));
        assertThat(client.download(ID, DownloadOptions.range(5, 10))).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 15));
    }

    @Test
    void anAppenderThatBreaksInTheMiddleBeginsAgainWhereTheTargetAllowsIt() throws IOException {
        cluster.storage(cutAfter(7), serving(CONTENT));
        assertThat(client.download(ScriptedCluster.appenderId())).isEqualTo(CONTENT);
    }

    @Test
    void anAppenderThatBreaksInTheMiddleIsNotContinuedInAStreamAsItMayHaveChanged() throws IOException {
        ScriptedServer storage = cluster.storage(cutAfter(7), serving(CONTENT));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.download(ScriptedCluster.appenderId(), stream));
        assertThat(stream.toByteArray()).isEqualTo(Arrays.copyOf(CONTENT, 7));
        assertThat(storage.accepted()).isEqualTo(1);
    }

    @Test
    void aHolderThatHasNotGotTheFileYetIsPassedOver() throws IOException {
        cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
        cluster.storage(serving(CONTENT));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
    }

    @Test
    void aHolderThatIsDownIsPassedOver() throws IOException {
        cluster.deadStorage();
        cluster.storage(serving(CONTENT));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
    }

    @Test
    void theTrackerIsAskedForOneHolderOnlyWhileThatOneAnswers() throws IOException {
        cluster.storage(serving(CONTENT));
        client.download(ID);
        assertThat(cluster.tracker().commands()).containsExactly(Command.SERVICE_QUERY_FETCH_ONE);
    }

    @Test
    void aFileThatNobodyHasIsNotFound() throws IOException {
        ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
        FastdfsException refused = catchThrowableOfType(FastdfsException.class, () -> client.download(ID));
        assertThat(refused.status()).isEqualTo(Status.ENOENT);
        assertThat(refused.server()).isEqualTo(storage.address().toString());
        assertThat(refused.command()).isEqualTo(Command.DOWNLOAD_FILE);
        assertThat(refused).hasMessage(storage.address() + " refused DOWNLOAD_FILE: no such file (2)");
    }

    @Test
    void aFileThatOnlyAStorageMayHaveThatIsDownIsNotReportedAsMissing() throws IOException {
        cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
        cluster.deadStorage();
        FastdfsException failed = catchThrowableOfType(FastdfsException.class, () -> client.download(ID));
        assertThat(failed.status()).isNull();
        assertThat(failed).hasMessageContaining("cannot reach");
    }

    @Test
    void bytesWithAnotherCrcThanTheIdAreTakenFromAnotherHolder() throws IOException {
        cluster.storage(serving(DAMAGED));
        cluster.storage(serving(CONTENT));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
        client.download(ID, folder.resolve("out"));
        assertThat(folder.resolve("out")).hasBinaryContent(CONTENT);
    }

    @Test
    void bytesWithAnotherCrcThanTheIdFailWhereNobodyHasBetterOnes() throws IOException {
        cluster.storage(serving(DAMAGED));
        Path out = Files.writeString(folder.resolve("out"), "as before");
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.download(ID, out))
                .withMessageContaining("CRC32");
        assertThat(out).hasContent("as before");
        assertThat(folder.toFile().list()).containsExactly("out");
    }

    @Test
    void aStreamThatTookDamagedBytesHearsOfIt() throws IOException {
        cluster.storage(serving(DAMAGED));
        cluster.storage(serving(CONTENT));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.download(ID, new ByteArrayOutputStream()))
                .withMessageContaining("CRC32");
    }

    @Test
    void theCheckCanBeSwitchedOff() throws IOException {
        cluster.storage(serving(DAMAGED));
        try (FastdfsClient trusting =
                cluster.clientBuilder().verifyDownloads(false).build()) {
            assertThat(trusting.download(ID)).isEqualTo(DAMAGED);
        }
    }

    @Test
    void theWordOfTheStorageCountsWhereTheIdHasAnotherCrc() throws IOException {
        cluster.storage(peer -> {
            peer.read();
            peer.answer(CONTENT);
            peer.expect(Command.QUERY_FILE_INFO);
            peer.answer(info(CONTENT.length, FileName.decode(ID.filename()).crc32()));
        });
        FileId other = ScriptedCluster.id(FileName.plainSize(CONTENT.length, 5), 4711);
        assertThat(client.download(other)).isEqualTo(CONTENT);
    }

    @Test
    void theCrcOfOldReleasesCountsToo() throws IOException {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        cluster.storage(serving(digits));
        FileId old = ScriptedCluster.id(FileName.plainSize(digits.length, 5), 0x206af85b);
        assertThat(client.download(old)).isEqualTo(digits);
    }

    @Test
    void aSlaveThatIsAsShortAsAPlainNameIsNotCheckedAgainstItsMaster() throws IOException {
        cluster.storage(serving(CONTENT));
        String stem = ID.filename().substring(0, FileName.ENCODED_LENGTH + 10);
        assertThat(client.download(new FileId("group1", stem + "_ab.jpg"))).isEqualTo(CONTENT);
    }

    @Test
    void anEmptyFileIsEmptyThoughCRefusesEveryRangeOfIt() throws IOException {
        cluster.storage(
                peer -> {
                    peer.read();
                    peer.answer(Status.EINVAL);
                },
                answering(peer -> peer.answer(info(0, 0))));
        assertThat(client.download(ScriptedCluster.idOf(new byte[0]))).isEmpty();
    }

    @Test
    void aRangeBeyondTheEndIsCutThoughOldReleasesRefuseIt() throws IOException {
        cluster.storage(
                peer -> {
                    peer.read();
                    peer.answer(Status.EINVAL);
                },
                serving(CONTENT));
        assertThat(client.download(ID, DownloadOptions.range(15, 100))).isEqualTo(Arrays.copyOfRange(CONTENT, 15, 20));
    }

    @Test
    void aRangeBehindTheEndIsRefused() throws IOException {
        cluster.storage(
                peer -> {
                    peer.read();
                    peer.answer(Status.EINVAL);
                },
                serving(CONTENT));
        FastdfsException refused = catchThrowableOfType(
                FastdfsException.class, () -> client.download(ID, DownloadOptions.from(CONTENT.length)));
        assertThat(refused.status()).isEqualTo(Status.EINVAL);
    }

    @Test
    void aFailureOfTheTargetIsNotBlamedOnTheServerAndEndsTheConnection() throws IOException {
        byte[] large = new byte[1_000_000];
        FileId id = ScriptedCluster.idOf(large);
        ScriptedServer storage = cluster.storage(serving(large));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatIOException().isThrownBy(() -> client.download(id, full)).withMessage("disk full");
        client.download(id);
        assertThat(storage.accepted()).isEqualTo(2);
    }

    @Test
    void anAnswerOfAnotherLengthThanTheRestIsRefused() throws IOException {
        cluster.storage(cutAfter(7));
        cluster.storage(answering(peer -> peer.answer(new byte[99])));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> client.download(ID, stream));
        assertThat(stream.toByteArray()).isEqualTo(Arrays.copyOf(CONTENT, 7));
    }

    @Test
    void anAnswerThatIsLongerThanTheRangeIsRefused() throws IOException {
        cluster.storage(answering(peer -> peer.answer(CONTENT)));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.download(ID, DownloadOptions.range(3, 4)))
                .withMessageEndingWith("answered DOWNLOAD_FILE wrongly: 20 bytes, where 4 were asked for");
    }

    @Test
    void aFileThatDoesNotComeWholeLeavesNothingUnderItsName() throws IOException {
        cluster.storage(cutAfter(7), peer -> {});
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.download(ID, folder.resolve("out")))
                .withMessageEndingWith("failed at DOWNLOAD_FILE: it closed the connection");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileComesUnderItsNameOnlyWhenItIsWhole() throws IOException {
        cluster.storage(serving(CONTENT));
        Path out = folder.resolve("out");
        client.download(
                ID,
                out,
                DownloadOptions.whole().onProgress(bytes -> assertThat(out).doesNotExist()));
        assertThat(out).hasBinaryContent(CONTENT);
    }

    @Test
    void aFolderIsNoTarget() {
        assertThatIOException().isThrownBy(() -> client.download(ID, folder)).withMessageContaining("is a directory");
    }

    @Test
    void theFileBehindALinkIsReplacedAndTheLinkStays() throws IOException {
        cluster.storage(serving(CONTENT));
        Path real = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        client.download(ID, link);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasBinaryContent(CONTENT);
    }

    @Test
    void addressesOf46BytesAreUnderstood() throws IOException {
        cluster.answerWithWideAddresses();
        cluster.deadStorage();
        cluster.storage(serving(CONTENT));
        assertThat(client.download(ID)).isEqualTo(CONTENT);
    }
}
