package io.fastdfs.client;

import static io.fastdfs.client.ScriptedCluster.CONTENT;
import static io.fastdfs.client.ScriptedServer.answering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.TruncateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to the source of a file that is there already, and how often. */
class ChangesTest {
    private static final FileId ID = ScriptedCluster.appenderId();
    private static final ScriptedServer.Script OK = answering(peer -> peer.answer(Status.OK));

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

    /** The same content from a file, an array and a longer stream. */
    private List<Content> contents() throws IOException {
        byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 9);
        return List.of(
                Content.of(Files.write(folder.resolve("a.txt"), CONTENT)),
                Content.of(CONTENT),
                Content.of(new ByteArrayInputStream(longer), CONTENT.length));
    }

    private static BodyReader head(ScriptedServer.Frame frame) {
        int bytes = frame.body().length - CONTENT.length;
        assertThat(Arrays.copyOfRange(frame.body(), bytes, frame.body().length)).isEqualTo(CONTENT);
        return new BodyReader(ByteBuffer.wrap(frame.body(), 0, bytes), frame.body().length);
    }

    private static BodyWriter info(int crc32) {
        BodyWriter body = new BodyWriter();
        new FileInfoReply(20, 1_700_000_000, crc32, "10.0.0.5", Width.IPV4).encode(body);
        return body;
    }

    @Test
    void anAppendSendsItsContentFromWhateverSource() throws IOException {
        ScriptedServer storage = cluster.storage(OK);
        for (Content content : contents()) {
            client.append(ID, content);
        }
        assertThat(storage.frames()).hasSize(3);
        for (ScriptedServer.Frame frame : storage.frames()) {
            assertThat(AppendFile.decode(head(frame))).isEqualTo(new AppendFile(ID.filename(), CONTENT.length));
        }
    }

    @Test
    void aModifySendsItsContentAndWhereItGoesFromWhateverSource() throws IOException {
        ScriptedServer storage = cluster.storage(OK);
        for (Content content : contents()) {
            client.modify(ID, 7, content);
        }
        assertThat(storage.frames()).hasSize(3);
        for (ScriptedServer.Frame frame : storage.frames()) {
            assertThat(ModifyFile.decode(head(frame))).isEqualTo(new ModifyFile(ID.filename(), 7, CONTENT.length));
        }
    }

    @Test
    void progressOfAnAppendIsHeardUpToTheLastByte() throws IOException {
        cluster.storage(OK);
        List<Long> heard = new ArrayList<>();
        client.append(ID, Content.of(new byte[1_000_000]).onProgress(heard::add));
        assertThat(heard).isSorted().hasSizeGreaterThan(2).endsWith(1_000_000L);
    }

    @Test
    void aTruncateSendsTheNewSize() throws IOException {
        ScriptedServer storage = cluster.storage(OK);
        client.truncate(ID, 12);
        assertThat(TruncateFile.decode(storage.frames().get(0).reader()))
                .isEqualTo(new TruncateFile(ID.filename(), 12));
    }

    @Test
    void aRegeneratedFileHasTheIdThatTheStorageAnswers() throws IOException {
        FileId plain = ScriptedCluster.idOf(CONTENT);
        BodyWriter name = new BodyWriter();
        new FileNameReply(plain.group(), plain.filename()).encode(name);
        ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(name)));
        assertThat(client.regenerate(ID)).isEqualTo(plain);
        assertThat(RegenerateFilename.decode(storage.frames().get(0).reader()))
                .isEqualTo(new RegenerateFilename(ID.filename()));
    }

    @Test
    void aDeleteNamesGroupAndFile() throws IOException {
        ScriptedServer storage = cluster.storage(OK);
        client.delete(ID);
        assertThat(storage.commands()).containsExactly(Command.DELETE_FILE);
        assertThat(DeleteFile.decode(storage.frames().get(0).reader()))
                .isEqualTo(new DeleteFile(ID.group(), ID.filename()));
    }

    @Test
    void aChangeGoesToTheSource() throws IOException {
        cluster.storage(OK);
        client.delete(ID);
        assertThat(cluster.tracker().commands()).containsExactly(Command.SERVICE_QUERY_UPDATE);
    }

    @Test
    void aChangeWhoseSourceIsDownIsMadeNowhereElse() throws IOException {
        cluster.deadStorage();
        ScriptedServer other = cluster.storage(OK);
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.append(ID, Content.of(CONTENT)))
                .withMessageStartingWith("cannot reach ");
        assertThat(other.accepted()).isZero();
    }

    @Test
    void aChangeIsNotSentAgainThoughAUsedConnectionBrokeUnderIt() throws IOException {
        ScriptedServer storage = cluster.storage(
                peer -> {
                    peer.expect(Command.APPEND_FILE);
                    peer.answer(Status.OK);
                    peer.expect(Command.APPEND_FILE);
                },
                OK);
        client.append(ID, Content.of(CONTENT));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.append(ID, Content.of(CONTENT)))
                .withMessage(storage.address() + " failed at APPEND_FILE: it closed the connection");
        assertThat(storage.commands()).hasSize(2);
        client.append(ID, Content.of(CONTENT));
        assertThat(storage.accepted()).isEqualTo(2);
    }

    @Test
    void aRefusalOfAFileThatIsNoAppenderSaysSo() throws IOException {
        ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(Status.EINVAL)));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.truncate(ID, 1))
                .withMessage(storage.address() + " refused TRUNCATE_FILE: not an appender file, or no valid id (22)");
    }

    @Test
    void theFactsOfAFileAreThoseOfItsSource() throws IOException {
        ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(info(-2))));
        FileInfo expected = new FileInfo(20, Instant.ofEpochSecond(1_700_000_000), -2, "10.0.0.5");
        assertThat(client.info(ID)).isEqualTo(expected);
        assertThat(storage.frames().get(0).status()).isZero();
    }

    @Test
    void theFactsWithoutTheCrcAreAskedForAsSuch() throws IOException {
        ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(info(0))));
        assertThat(client.infoWithoutCrc(ID).crc32()).isZero();
        assertThat(storage.frames().get(0).status()).isEqualTo(QueryFileInfo.WITHOUT_CRC);
    }

    @Test
    void aQuestionWhoseSourceIsDownGoesToAnotherHolder() throws IOException {
        cluster.deadStorage();
        cluster.storage(answering(peer -> peer.answer(info(5))));
        assertThat(client.info(ID).crc32()).isEqualTo(5);
    }

    @Test
    void aFileThatOnlyTheSourceMayHaveThatIsDownIsNotReportedAsMissing() throws IOException {
        cluster.deadStorage();
        cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
        assertThatExceptionOfType(FastdfsException.class)
                .isThrownBy(() -> client.info(ID))
                .withMessageStartingWith("cannot reach ")
                .satisfies(failed -> assertThat(failed.status()).isNull());
    }
}
