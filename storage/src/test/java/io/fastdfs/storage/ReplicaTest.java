package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.SyncDelete;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.storage.shelf.MetadataVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another member sends that was away, while clients changed the same files here. */
class ReplicaTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLDER = "text\u0002older".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEWER = "text\u0002newer".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path base;

    private TestStorage storage;
    private RawPeer peer;
    private FileId file;

    @BeforeEach
    void start() throws IOException {
        storage = new TestStorage(base).start();
        peer = storage.connect();
        file = peer.upload(CONTENT, "txt", false);
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        storage.close();
    }

    private Status sync(Command command, String filename, long seconds, byte[] content) throws IOException {
        return peer.status(new SyncFile(command, 0, content.length, (int) seconds, file.group(), filename), content);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private Path metadata() {
        Path path = storage.fileOf(file);
        return path.resolveSibling(path.getFileName() + "-m");
    }

    @Test
    void aFileThatWasDeletedHereDoesNotComeBack() throws IOException {
        peer.ask(new DeleteFile(file.group(), file.filename()));
        assertThat(sync(Command.SYNC_CREATE_FILE, file.filename(), now() - 5, CONTENT))
                .isEqualTo(Status.EEXIST);
        assertThat(storage.fileOf(file)).doesNotExist();
    }

    @Test
    void aFileThatWasDeletedBeforeTheRestartDoesNotComeBackEither() throws IOException {
        peer.ask(new DeleteFile(file.group(), file.filename()));
        restart();
        assertThat(sync(Command.SYNC_CREATE_FILE, file.filename(), now() - 5, CONTENT))
                .isEqualTo(Status.EEXIST);
        assertThat(storage.fileOf(file)).doesNotExist();
    }

    @Test
    void aSlaveMayBeMadeAnewAfterItWasDeleted() throws IOException {
        String slave = file.filename().replace(".txt", "_150x150_thumbnail.txt");
        sync(Command.SYNC_CREATE_FILE, slave, now() - 5, CONTENT);
        peer.ask(new DeleteFile(file.group(), slave));
        assertThat(sync(Command.SYNC_CREATE_FILE, slave, now() - 3, CONTENT)).isEqualTo(Status.EEXIST);
        assertThat(sync(Command.SYNC_CREATE_FILE, slave, now() + 1, CONTENT)).isEqualTo(Status.OK);
    }

    @Test
    void metadataThatIsNewerHereStays() throws IOException {
        peer.ask(new SetMetadata(false, file.group(), file.filename(), NEWER));
        assertThat(sync(Command.SYNC_UPDATE_FILE, file.filename() + "-m", now() - 5, OLDER))
                .isEqualTo(Status.EEXIST);
        assertThat(Files.readAllBytes(metadata())).isEqualTo(NEWER);
    }

    @Test
    void metadataThatIsOlderHereIsReplaced() throws IOException {
        peer.ask(new SetMetadata(false, file.group(), file.filename(), OLDER));
        assertThat(sync(Command.SYNC_UPDATE_FILE, file.filename() + "-m", now() + 5, NEWER))
                .isEqualTo(Status.OK);
        assertThat(Files.readAllBytes(metadata())).isEqualTo(NEWER);
    }

    @Test
    void aDeletionThatComesBeforeTheFileIsRememberedOverARestart() throws IOException {
        String other = otherName("txt");
        assertThat(peer.status(new SyncDelete((int) now(), file.group(), other)))
                .isEqualTo(Status.ENOENT);
        restart();
        assertThat(sync(Command.SYNC_CREATE_FILE, other, now() - 5, CONTENT)).isEqualTo(Status.EEXIST);
        assertThat(sync(Command.SYNC_UPDATE_FILE, other, now() + 5, CONTENT)).isEqualTo(Status.EEXIST);
    }

    /** A name that this storage might have given; nothing stands there. */
    private String otherName(String extension) throws IOException {
        FileId other = peer.upload(CONTENT, extension, false);
        Files.delete(storage.fileOf(other));
        return other.filename();
    }

    @Test
    void ofTwoTextsOfOneSecondFromOneMemberTheLaterOneStays() throws IOException {
        peer.ask(new ReportServerId("127.0.0.9"));
        String name = file.filename() + "-m";
        long now = now();
        for (byte[] text : List.of(OLDER, NEWER, OLDER)) {
            assertThat(sync(Command.SYNC_UPDATE_FILE, name, now, text)).isEqualTo(Status.OK);
            assertThat(Files.readAllBytes(metadata())).isEqualTo(text);
        }
    }

    @Test
    void metadataOfTheSameSizeIsNotTakenForTheSame() throws IOException {
        String name = file.filename() + "-m";
        sync(Command.SYNC_CREATE_FILE, name, now() - 5, OLDER);
        assertThat(sync(Command.SYNC_CREATE_FILE, name, now(), NEWER)).isEqualTo(Status.OK);
        assertThat(Files.readAllBytes(metadata())).isEqualTo(NEWER);
    }

    @Test
    void ofTwoTextsOfOneSecondFromTwoMembersTheSameStaysInWhateverOrderTheyCome() throws IOException {
        List<byte[]> texts = TestStorage.crc32(OLDER) + Integer.MIN_VALUE < TestStorage.crc32(NEWER) + Integer.MIN_VALUE
                ? List.of(OLDER, NEWER)
                : List.of(NEWER, OLDER);
        String name = file.filename() + "-m";
        long now = now();
        peer.ask(new ReportServerId("127.0.0.9", true));
        try (RawPeer other = storage.connect()) {
            other.ask(new ReportServerId("127.0.0.8", true));
            assertThat(sync(Command.SYNC_UPDATE_FILE, name, now, texts.getFirst()))
                    .isEqualTo(Status.OK);
            assertThat(sync(other, name, now, texts.getLast())).isEqualTo(Status.OK);
        }
        restart();
        peer.ask(new ReportServerId("127.0.0.9", true));
        assertThat(sync(Command.SYNC_UPDATE_FILE, name, now, texts.getFirst())).isEqualTo(Status.EEXIST);
        assertThat(Files.readAllBytes(metadata())).isEqualTo(texts.getLast());
    }

    private Status sync(RawPeer from, String filename, long seconds, byte[] content) throws IOException {
        return from.status(
                new SyncFile(Command.SYNC_UPDATE_FILE, 0, content.length, (int) seconds, file.group(), filename),
                content);
    }

    private void restart() throws IOException {
        peer.close();
        storage.close();
        storage = new TestStorage(base).start();
        peer = storage.connect();
    }

    @Test
    void ofADeletionAndATextOfOneSecondTheDeletionStays() throws IOException {
        peer.ask(new ReportServerId("127.0.0.9", true));
        String name = file.filename() + "-m";
        long now = now();
        assertThat(sync(Command.SYNC_UPDATE_FILE, name, now, OLDER)).isEqualTo(Status.OK);
        assertThat(peer.status(new SyncDelete((int) now, file.group(), name))).isEqualTo(Status.OK);
        assertThat(sync(Command.SYNC_UPDATE_FILE, name, now, NEWER)).isEqualTo(Status.EEXIST);
        assertThat(metadata()).doesNotExist();
    }

    @Test
    void aChangeOfMetadataHereIsGreaterThanAnyBefore() throws IOException {
        peer.ask(new ReportServerId("127.0.0.9", true));
        String name = file.filename() + "-m";
        long soon = now() + 10;
        MetadataVersion before = MetadataVersion.deletion(soon);
        peer.status(new SyncDelete((int) soon, file.group(), name));
        for (byte[] text : List.of(OLDER, NEWER, OLDER)) {
            peer.ask(new SetMetadata(false, file.group(), file.filename(), text));
            var version = MetadataVersion.text(
                    Files.getLastModifiedTime(metadata()).to(TimeUnit.SECONDS), TestStorage.crc32(text));
            assertThat(version).isGreaterThan(before);
            before = version;
        }
        assertThat(before.seconds()).isEqualTo(soon + 2);
    }

    /** While its content was on the way it was fetched, and deleted. */
    @Test
    void aFileThatIsDeletedWhileItComesDoesNotComeBack() throws IOException {
        String other = otherName("txt");
        byte[] content = TestStorage.bytes(400_000);
        peer.send(frame(new SyncFile(Command.SYNC_CREATE_FILE, 0, content.length, (int) now(), file.group(), other)));
        peer.send(Arrays.copyOf(content, 300_000));
        try (RawPeer deleting = storage.connect()) {
            Awaitility.await()
                    .until(() ->
                            storage.files().stream().anyMatch(f -> f.toString().contains(".incoming")));
            deleting.status(new SyncDelete((int) now(), file.group(), other));
        }
        peer.send(Arrays.copyOfRange(content, 300_000, content.length));
        assertThat(peer.answerStatus()).isEqualTo(Status.EEXIST);
        assertThat(storage.fileOf(new FileId(file.group(), other))).doesNotExist();
    }

    @Test
    void anAppenderThatLacksChangesIsNotRenamed() throws IOException {
        FileId appender = peer.upload("short".getBytes(StandardCharsets.US_ASCII), "txt", true);
        String whole = otherName("txt");
        assertThat(peer.status(
                        new SyncName(Command.SYNC_RENAME_FILE, (int) now(), file.group(), whole, appender.filename())))
                .isEqualTo(Status.ENOENT);
        assertThat(storage.fileOf(appender)).doesNotExist();
        assertThat(sync(Command.SYNC_CREATE_FILE, whole, now(), CONTENT)).isEqualTo(Status.OK);
    }

    @Test
    void theOldNameGoesAlsoWhereTheNewOneHasComeAnotherWay() throws IOException {
        FileId appender = peer.upload(CONTENT, "txt", true);
        assertThat(peer.status(new SyncName(
                        Command.SYNC_RENAME_FILE, (int) now(), file.group(), file.filename(), appender.filename())))
                .isEqualTo(Status.EEXIST);
        assertThat(storage.fileOf(appender)).doesNotExist();
    }

    @Test
    void requestsThatCameTogetherAreAnsweredInTheirOrder() throws IOException {
        assertThat(peer.ask(new ReportServerId("127.0.0.9", true))).hasSize(ReportServerId.ALLOWED_BYTES);
        String gone = otherName("txt");
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            requests.write(frame(new SyncDelete((int) now(), file.group(), gone)));
            requests.write(frame(new SyncFile(
                    Command.SYNC_UPDATE_FILE,
                    0,
                    CONTENT.length,
                    (int) now() + i,
                    file.group(),
                    file.filename() + "-m")));
            requests.write(CONTENT);
        }
        peer.send(requests.toByteArray());
        for (int i = 0; i < 100; i++) {
            assertThat(peer.answerStatus()).isEqualTo(Status.ENOENT);
            assertThat(peer.answerStatus()).isEqualTo(Status.OK);
        }
    }

    private static byte[] frame(Request request) {
        ByteBuffer frame = BodyWriter.frame(request);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
