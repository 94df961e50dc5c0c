package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.sync.MarkFiles;
import io.fastdfs.tracker.TrackerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that is known by another name than before is still the same one, to itself, its peers and the tracker. */
class MovedStorageTest {
    private static final byte[] CONTENT = TestStorage.bytes(500);

    @TempDir
    private Path base;

    private TestGroup startTwo(boolean follows) throws IOException {
        TestGroup group = new TestGroup(base, new TrackerConfig.Advice(follows, false));
        group.start("a", "127.0.0.141");
        group.awaitActive("a");
        group.start("b", "127.0.0.142");
        group.awaitUpToDate("a");
        group.awaitUpToDate("b");
        return group;
    }

    private static FileId upload(TestGroup group, String storage) throws IOException {
        try (RawPeer peer = group.connect(storage)) {
            return peer.upload(CONTENT, "txt", false);
        }
    }

    private static byte[] download(TestGroup group, String storage, FileId id) throws IOException {
        try (RawPeer peer = group.connect(storage)) {
            return peer.download(id);
        }
    }

    private static Path mark(TestGroup group, String storage, String peerAddress) {
        return group.data(storage).resolve("sync/" + peerAddress + "_" + group.port() + ".mark");
    }

    @Test
    void itsPeersGoOnAtTheirMarksUnderItsNewAddress() throws IOException {
        try (TestGroup group = startTwo(true)) {
            upload(group, "a");
            Awaitility.await()
                    .until(() ->
                            Files.readString(mark(group, "a", "127.0.0.142")).contains("scan_row_count=1\n"));
            group.stop("b");
            FileId meanwhile = upload(group, "a");
            group.start("b", "127.0.0.143");
            group.awaitUpToDate("a");
            assertThat(mark(group, "a", "127.0.0.142")).doesNotExist();
            Awaitility.await()
                    .until(() ->
                            Files.readString(mark(group, "a", "127.0.0.143")).contains("scan_row_count=2\n"));
            assertThat(download(group, "b", meanwhile)).isEqualTo(CONTENT);
            assertThat(group.state("b", ".data_init_flag")).contains("\nlast_ip_addr=127.0.0.143\n");
        }
    }

    @Test
    void whoWasFilledByItKnowsItsNewAddress() throws IOException {
        try (TestGroup group = startTwo(true)) {
            assertThat(group.state("b", ".data_init_flag")).contains("\nsync_src_server=127.0.0.141\n");
            FileId before = upload(group, "a");
            group.awaitUpToDate("a");
            group.stop("a");
            group.start("a", "127.0.0.144");
            group.awaitUpToDate("b");
            assertThat(group.state("b", ".data_init_flag")).contains("\nsync_src_server=127.0.0.144\n");
            assertThat(mark(group, "b", "127.0.0.144")).exists();
            assertThat(mark(group, "b", "127.0.0.141")).doesNotExist();
            assertThat(download(group, "a", before)).isEqualTo(CONTENT);
        }
    }

    @Test
    void whereTheTrackerDoesNotWantItNobodyIsTold() throws IOException {
        try (TestGroup group = startTwo(false)) {
            upload(group, "a");
            group.awaitUpToDate("a");
            group.stop("b");
            group.start("b", "127.0.0.143");
            Awaitility.await()
                    .until(() -> group.state("b", ".data_init_flag").contains("\nlast_ip_addr=127.0.0.143\n"));
            group.awaitUpToDate("a");
            assertThat(mark(group, "a", "127.0.0.142")).exists();
        }
    }

    @Test
    void aPeerThatHasGotAnIdKeepsTheMarkOfItsAddress() throws IOException {
        Member peer = new Member("100002", new InetSocketAddress("127.0.0.142", 23000), StorageStatus.ACTIVE);
        Files.writeString(base.resolve("127.0.0.142_23000.mark"), "of the address");
        assertThat(MarkFiles.withIds(base, peer, 23000)).isEqualTo("100002.mark");
        assertThat(base.resolve("100002.mark")).hasContent("of the address");
        assertThat(base.resolve("127.0.0.142_23000.mark")).doesNotExist();
    }

    @Test
    void aMarkByIdIsNotReplacedByAnOldOne() throws IOException {
        Member peer = new Member("100002", new InetSocketAddress("127.0.0.142", 23000), StorageStatus.ACTIVE);
        Files.writeString(base.resolve("127.0.0.142_23000.mark"), "of the address");
        Files.writeString(base.resolve("100002.mark"), "of the id");
        MarkFiles.withIds(base, peer, 23000);
        assertThat(base.resolve("100002.mark")).hasContent("of the id");
    }
}
