package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.SyncFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        peer.close();
        storage.close();
        storage = new TestStorage(base).start();
        peer = storage.connect();
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
}
