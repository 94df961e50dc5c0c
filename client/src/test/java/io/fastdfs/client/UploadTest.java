package io.fastdfs.client;

import static io.fastdfs.client.ScriptedCluster.CONTENT;
import static io.fastdfs.client.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upload sends, where, and how often. */
class UploadTest {
    private static final FileId ID = ScriptedCluster.idOf(CONTENT);
    private static final int FIXED_BYTES = 15;
    private static final byte[] LARGE = new byte[64 * 1024 * 1024];

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

    private static ScriptedServer.Script storing() {
        return answering(peer -> peer.answer(name()));
    }

    private static BodyWriter name() {
        BodyWriter body = new BodyWriter();
        new FileNameReply(ID.group(), ID.filename()).encode(body);
        return body;
    }

    private static UploadFile head(ScriptedServer.Frame frame) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(frame.body(), 0, FIXED_BYTES);
        return UploadFile.decode(
                frame.command() == Command.UPLOAD_APPENDER_FILE, new BodyReader(head, frame.body().length));
    }

    private static byte[] content(ScriptedServer.Frame frame) {
        return Arrays.copyOfRange(frame.body(), FIXED_BYTES, frame.body().length);
    }

    @Test
    void contentGoesToTheStoragePathThatTheTrackerNames() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        assertThat(client.upload(CONTENT, "txt")).isEqualTo(ID);
        assertThat(head(storage.frames().get(0))).isEqualTo(new UploadFile(false, 1, CONTENT.length, "txt"));
        assertThat(content(storage.frames().get(0))).isEqualTo(CONTENT);
    }

    @Test
    void filesArraysAndStreamsAreSentAlike() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        client.upload(Files.write(folder.resolve("a.txt"), CONTENT));
        client.upload(CONTENT, "txt");
        client.upload(new ByteArrayInputStream(CONTENT), CONTENT.length, "txt");
        assertThat(storage.frames()).hasSize(3);
        for (ScriptedServer.Frame frame : storage.frames()) {
            assertThat(frame.body()).isEqualTo(storage.frames().get(0).body());
        }
    }

    @Test
    void onlyTheGivenLengthIsTakenFromAStreamWhichStaysOpen() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        boolean[] closed = {false};
        InputStream stream = new ByteArrayInputStream(CONTENT) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        client.upload(stream, 5, "");
        assertThat(content(storage.frames().get(0))).hasSize(5);
        assertThat(stream.read()).isEqualTo(CONTENT[5]);
        assertThat(closed[0]).isFalse();
    }

    @Test
    void anAppenderInANamedGroupIsAskedForAsSuch() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        client.upload(Content.of(CONTENT), UploadOptions.appender().toGroup("group7"));
        assertThat(cluster.tracker().frames().get(0).command()).isEqualTo(Command.SERVICE_QUERY_STORE_WITH_GROUP_ONE);
        assertThat(cluster.tracker().frames().get(0).reader().padded(16)).isEqualTo("group7");
        assertThat(storage.commands()).containsExactly(Command.UPLOAD_APPENDER_FILE);
    }

    @Test
    void progressIsHeardUpToTheLastByte() throws IOException {
        cluster.storage(storing());
        List<Long> heard = new ArrayList<>();
        client.upload(Content.of(new byte[1_000_000]).onProgress(heard::add));
        assertThat(heard).isSorted().hasSizeGreaterThan(2).endsWith(1_000_000L);
    }

    @Test
    void aStorageThatCannotBeReachedIsPassedOver() throws IOException {
        cluster.deadStorage();
        ScriptedServer second = cluster.storage(storing());
        assertThat(client.upload(CONTENT, "txt")).isEqualTo(ID);
        // The tracker's path was that of the first storage.
        assertThat(head(second.frames().get(0)).storePathIndex()).isEqualTo(-1);
    }

    @Test
    void aGroupOfWhichNoStorageCanBeReachedFailsAfterAFewTries() throws IOException {
        cluster.deadStorage();
        cluster.deadStorage();
        FastdfsException failed = catchThrowableOfType(FastdfsException.class, () -> client.upload(CONTENT, "txt"));
        assertThat(failed).hasMessageStartingWith("cannot reach 127.0.0.1:");
        assertThat(failed.status()).isNull();
        assertThat(cluster.asked(Command.SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE)).isEqualTo(5);
    }

    @Test
    void contentWhoseAnswerIsLostIsNotSentAgain() throws IOException {
        ScriptedServer storage = cluster.storage(peer -> peer.expect(Command.UPLOAD_FILE));
        cluster.storage(storing());
        FastdfsException lost = catchThrowableOfType(FastdfsException.class, () -> client.upload(CONTENT, "txt"));
        assertThat(lost).hasMessage(storage.address() + " failed at UPLOAD_FILE: it closed the connection");
        assertThat(lost.status()).isNull();
        assertThat(storage.accepted()).isEqualTo(1);
    }

    @Test
    void aRefusalThatComesBeforeAllIsSentEndsTheTransfer() throws IOException {
        cluster.storage(peer -> {
            peer.readHeader();
            peer.answer(Status.ENOSPC);
            peer.awaitClose();
        });
        long[] sent = {0};
        FastdfsException refused = catchThrowableOfType(
                FastdfsException.class, () -> client.upload(Content.of(LARGE).onProgress(bytes -> sent[0] = bytes)));
        assertThat(refused.status()).isEqualTo(Status.ENOSPC);
        assertThat(sent[0]).isLessThan(LARGE.length);
    }

    @Test
    void aRefusalIsHeardThoughTheStorageClosesAtOnce() throws IOException {
        cluster.storage(peer -> {
            peer.readHeader();
            peer.answer(Status.ENOSPC);
        });
        FastdfsException refused = catchThrowableOfType(FastdfsException.class, () -> client.upload(Content.of(LARGE)));
        assertThat(refused.status()).isEqualTo(Status.ENOSPC);
    }

    @Test
    void aStorageThatTakesNoMoreBytesIsATimeOut() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        ScriptedServer storage = cluster.storage(peer -> {
            peer.readHeader();
            ScriptedServer.await(done);
        });
        try (FastdfsClient hasty =
                cluster.clientBuilder().networkTimeout(Duration.ofSeconds(1)).build()) {
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> hasty.upload(Content.of(LARGE)))
                    .withMessage(storage.address() + " failed at UPLOAD_FILE: no answer within 1.0 s");
        } finally {
            done.countDown();
        }
    }

    @Test
    void aStreamThatEndsEarlyIsNotBlamedOnTheServer() throws IOException {
        cluster.storage(storing());
        assertThatIOException()
                .isThrownBy(() -> client.upload(new ByteArrayInputStream(CONTENT), 25, ""))
                .isNotInstanceOf(FastdfsException.class)
                .withMessage("the content to store ended 5 bytes early");
    }

    @Test
    void aSlaveTakesTheExtensionOfItsMasterIfItHasNone() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        client.uploadSlave(ID, "_big", Content.of(CONTENT));
        client.uploadSlave(ID, "_big", Content.of(CONTENT).withExtension("png"));
        assertThat(slave(storage.frames().get(0)))
                .isEqualTo(new UploadSlaveFile(ID.filename(), "_big", "txt", CONTENT.length));
        assertThat(slave(storage.frames().get(1)).extension()).isEqualTo("png");
    }

    @Test
    void theContentOfASlaveIsSentFromWhateverSource() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        client.uploadSlave(ID, "_big", Content.of(Files.write(folder.resolve("a.txt"), CONTENT)));
        client.uploadSlave(ID, "_big", Content.of(CONTENT));
        client.uploadSlave(ID, "_big", Content.of(new ByteArrayInputStream(CONTENT), CONTENT.length));
        assertThat(storage.frames()).hasSize(3);
        for (ScriptedServer.Frame frame : storage.frames()) {
            int head = frame.body().length - CONTENT.length;
            assertThat(Arrays.copyOfRange(frame.body(), head, frame.body().length))
                    .isEqualTo(CONTENT);
            assertThat(slave(frame).extension()).isEqualTo("txt");
        }
    }

    private static UploadSlaveFile slave(ScriptedServer.Frame frame) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(frame.body(), 0, 38 + ID.filename().length());
        return UploadSlaveFile.decode(new BodyReader(head, frame.body().length));
    }

    @Test
    void aPrefixOrExtensionThatStoragesRefuseIsNotSent() throws IOException {
        ScriptedServer storage = cluster.storage(storing());
        assertThatIllegalArgumentException().isThrownBy(() -> client.uploadSlave(ID, "", Content.of(CONTENT)));
        assertThatIllegalArgumentException().isThrownBy(() -> client.uploadSlave(ID, "a/b", Content.of(CONTENT)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.uploadSlave(ID, "12345678901234567", Content.of(CONTENT)));
        FileId longName = new FileId("group1", ID.filename() + "x".repeat(80));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.uploadSlave(longName, "_big", Content.of(CONTENT)))
                .withMessageContaining("127");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.upload(CONTENT, "jpeg2000"))
                .withMessageContaining("6 letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UploadOptions.plain().toGroup("no group"));
        assertThat(storage.accepted()).isZero();
    }

    @Test
    void aFolderIsNoContent() {
        assertThatIOException().isThrownBy(() -> client.upload(folder)).withMessageContaining("not a regular file");
    }

    @Test
    void aTrackerWithoutStoragesSaysThatNoneIsReady() {
        FastdfsException refused = catchThrowableOfType(FastdfsException.class, () -> client.upload(CONTENT, "txt"));
        assertThat(refused)
                .hasMessage(cluster.tracker().address() + " refused SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE: "
                        + "no storage is ready to take files (2)");
    }

    @Test
    void anAnswerThatIsNoFileNameIsRefused() throws IOException {
        cluster.storage(answering(peer -> peer.answer(new byte[3])));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.upload(CONTENT, "txt"))
                .withMessageContaining("answered UPLOAD_FILE wrongly");
    }
}
