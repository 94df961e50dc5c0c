package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.tracker.TrackerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the tracker says {@code store_slave_file_use_link}, a slave is a link to a file with a name of its own. */
class SlaveLinkTest {
    private static final byte[] CONTENT = TestStorage.bytes(5_000);

    @TempDir
    private Path base;

    private TestGroup group;
    private RawPeer peer;
    private FileId slave;
    private Path link;

    @BeforeEach
    void start() throws IOException {
        group = new TestGroup(base, new TrackerConfig.Advice(true, true));
        group.start("a", "127.0.0.141");
        group.start("b", "127.0.0.142");
        group.awaitUpToDate("a");
        peer = group.connect("a");
        FileId master = peer.upload(TestStorage.bytes(100), "jpg", false);
        slave = TestStorage.idIn(
                peer.ask(new UploadSlaveFile(master.filename(), "_big", "png", CONTENT.length), CONTENT));
        link = fileOf("a", slave.filename());
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
        group.close();
    }

    private Path fileOf(String storage, String filename) {
        return group.data(storage).resolve(filename.substring("M00/".length()));
    }

    private String targetName() throws IOException {
        return "M00/" + group.data("a").relativize(Files.readSymbolicLink(link));
    }

    @Test
    void theContentHasANameWithItsOwnSizeAndCrc() throws IOException {
        FileName target = FileName.decode(targetName());
        assertThat(target.kind()).isEqualTo(FileName.Kind.NORMAL);
        assertThat(target.size()).isEqualTo(CONTENT.length);
        assertThat(target.crc32()).isEqualTo(TestStorage.crc32(CONTENT));
        assertThat(peer.download(slave)).isEqualTo(CONTENT);
        assertThat(peer.download(new FileId(slave.group(), targetName()))).isEqualTo(CONTENT);
    }

    @Test
    void theFileIsLoggedThenTheLinkWithBothNames() throws IOException {
        List<String> lines = group.state("a", "sync/binlog.000").lines().toList();
        assertThat(lines.get(lines.size() - 2)).endsWith(" C " + targetName());
        assertThat(lines.getLast()).endsWith(" L " + slave.filename() + " " + targetName());
    }

    @Test
    void thePeerHasTheLinkToo() throws IOException {
        Path there = fileOf("b", slave.filename());
        Awaitility.await().until(() -> Files.isSymbolicLink(there));
        assertThat(there).hasBinaryContent(CONTENT);
        assertThat(Files.readSymbolicLink(there)).isEqualTo(fileOf("b", targetName()));
    }

    @Test
    void withTheSlaveItsContentIsDeletedHereAndThere() throws IOException {
        String target = targetName();
        Path there = fileOf("b", slave.filename());
        Awaitility.await().until(() -> Files.isSymbolicLink(there));
        peer.ask(new DeleteFile(slave.group(), slave.filename()));
        assertThat(fileOf("a", target)).doesNotExist();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        Awaitility.await().until(() -> !Files.isSymbolicLink(there) && Files.notExists(fileOf("b", target)));
        assertThat(peer.status(new DownloadFile(0, 0, slave.group(), slave.filename())))
                .isEqualTo(Status.ENOENT);
    }
}
