package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told when a disk fails, what is left on the disk, and that the server goes on. */
class FaultsTest {
    private static final int SMALL = 4096;
    private static final int LARGE = 3_000_000;

    @TempDir
    private Path base;

    private FaultyDisk disk;
    private TestStorage storage;
    private RawPeer peer;

    @BeforeEach
    void start() throws IOException {
        disk = new FaultyDisk();
        storage = new TestStorage(base).disk(disk).start();
        peer = storage.connect();
    }

    @AfterEach
    void stop() throws IOException {
        disk.empty();
        peer.close();
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void anUploadToAFullDiskIsAnsweredEnospcAndLeavesNothing(int size) throws IOException {
        disk.leaveRoom(size / 2, FaultsTest::isContent);
        assertThat(peer.status(upload(size), TestStorage.bytes(size))).isEqualTo(Status.ENOSPC);
        assertThat(storage.files()).isEmpty();
        assertThat(storage.binlog()).isEmpty();
        disk.empty();
        assertServesOn(peer);
    }

    @Test
    void anUploadWhoseFileCannotBeMadeIsAnsweredEio() throws IOException {
        disk.beforeOpen(FaultyDisk.failing());
        assertThat(peer.status(upload(SMALL), new byte[SMALL])).isEqualTo(Status.EIO);
        disk.beforeOpen(_ -> {});
        assertThat(storage.files()).isEmpty();
        assertServesOn(peer);
    }

    @Test
    void anUploadThatCannotBeNamedLeavesNothing() throws IOException {
        disk.beforeRename(FaultyDisk.failing());
        assertThat(peer.status(upload(LARGE), new byte[LARGE])).isEqualTo(Status.EIO);
        disk.beforeRename(_ -> {});
        assertThat(storage.files()).isEmpty();
        assertServesOn(peer);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void anUploadThatCannotBeWrittenLeavesNothing(int size) throws IOException {
        disk.beforeWrite(FaultyDisk.failing());
        assertThat(peer.status(upload(size), new byte[size])).isEqualTo(Status.EIO);
        disk.beforeWrite(_ -> {});
        assertThat(storage.files()).isEmpty();
        assertServesOn(peer);
    }

    @Test
    void anUploadThatCannotBeLoggedLeavesNothing() throws IOException {
        disk.leaveRoom(10, FaultsTest::isBinlog);
        assertThat(peer.status(upload(SMALL), new byte[SMALL])).isEqualTo(Status.ENOSPC);
        assertThat(storage.files()).isEmpty();
        disk.empty();
        assertServesOn(peer);
        assertThat(storage.binlog()).allMatch(line -> line.matches("\\d+ C M00/\\S+"));
    }

    @Test
    void aSlaveOnAFullDiskIsAnsweredEnospcAndLeavesNothing() throws IOException {
        FileId master = peer.upload(new byte[SMALL], "jpg", false);
        disk.leaveRoom(0, FaultsTest::isContent);
        assertThat(peer.status(new UploadSlaveFile(master.filename(), "_s", "jpg", SMALL), new byte[SMALL]))
                .isEqualTo(Status.ENOSPC);
        assertThat(storage.files()).containsExactly(storage.fileOf(master));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void anAppendToAFullDiskLeavesTheFileAsItWas(int size) throws IOException {
        FileId id = peer.upload(TestStorage.bytes(1000), "log", true);
        disk.leaveRoom(size / 2, path -> path.equals(storage.fileOf(id)));
        assertThat(peer.status(new AppendFile(id.filename(), size), new byte[size]))
                .isEqualTo(Status.ENOSPC);
        disk.empty();
        assertThat(peer.download(id)).isEqualTo(TestStorage.bytes(1000));
        assertThat(storage.binlog()).hasSize(1);
        assertThat(storage.files()).hasSize(1);
    }

    @Test
    void anAppendThatCannotBeLoggedLeavesTheFileAsItWas() throws IOException {
        FileId id = peer.upload(TestStorage.bytes(1000), "log", true);
        disk.leaveRoom(0, FaultsTest::isBinlog);
        assertThat(peer.status(new AppendFile(id.filename(), SMALL), new byte[SMALL]))
                .isEqualTo(Status.ENOSPC);
        assertThat(peer.download(id)).isEqualTo(TestStorage.bytes(1000));
    }

    @Test
    void aModificationThatBreaksOffIsLoggedAsFarAsItMayHaveCome() throws IOException {
        FileId id = peer.upload(new byte[1000], "log", true);
        disk.leaveRoom(100, path -> path.equals(storage.fileOf(id)));
        byte[] ones = new byte[5000];
        Arrays.fill(ones, (byte) 1);
        assertThat(peer.status(new ModifyFile(id.filename(), 500, 5000), ones)).isEqualTo(Status.ENOSPC);
        disk.empty();
        assertThat(peer.download(id)).hasSize(1000);
        assertThat(storage.binlog().getLast()).endsWith(" M " + id.filename() + " 500 500");
    }

    @Test
    void metadataOnAFullDiskKeepsTheOldText() throws IOException {
        FileId id = peer.upload(new byte[10], "txt", false);
        byte[] text = {'a', 2, '1'};
        peer.ask(new SetMetadata(false, id.group(), id.filename(), text));
        disk.leaveRoom(1, FaultsTest::isContent);
        assertThat(peer.status(new SetMetadata(false, id.group(), id.filename(), new byte[] {'b', 2, '2'})))
                .isEqualTo(Status.ENOSPC);
        disk.empty();
        assertThat(peer.ask(new GetMetadata(id.group(), id.filename()))).isEqualTo(text);
        assertThat(storage.files()).hasSize(2);
    }

    @Test
    void aFolderThatVanishedIsMadeAgain() throws IOException {
        deleteAll(base.resolve("data/00"));
        assertServesOn(peer);
        assertThat(storage.files()).hasSize(1);
    }

    @Test
    void theFoldersForUnfinishedFilesAreMadeAgain() throws IOException {
        deleteAll(base.resolve("data/.incoming"));
        assertServesOn(peer);
    }

    /** An unmounted disk leaves its mount point: what is written there would fill the wrong disk, and be hidden later. */
    @Test
    void aStorePathThatVanishedIsNotMadeAgain() throws IOException {
        try (TestStorage other = new TestStorage(base.resolve("state"))
                        .storePaths(base.resolve("mount"))
                        .start();
                RawPeer client = other.connect()) {
            deleteAll(base.resolve("mount/data"));
            assertThat(client.status(upload(SMALL), new byte[SMALL])).isEqualTo(Status.ENOENT);
            assertThat(base.resolve("mount/data")).doesNotExist();
        }
    }

    @Test
    void aDownloadWhoseFileCannotBeReadIsAnsweredEio() throws IOException {
        FileId id = peer.upload(new byte[SMALL], "bin", false);
        disk.beforeRead(FaultyDisk.failing());
        assertThat(peer.status(new DownloadFile(0, 0, id.group(), id.filename())))
                .isEqualTo(Status.EIO);
        disk.beforeRead(_ -> {});
        assertServesOn(peer);
    }

    @Test
    void aDownloadThatFailsInTheMiddleIsCutOff() throws IOException {
        FileId id = peer.upload(TestStorage.bytes(LARGE), "bin", false);
        AtomicInteger reads = new AtomicInteger();
        disk.beforeRead(path -> {
            if (reads.incrementAndGet() > 1) {
                throw new IOException("injected: " + path);
            }
        });
        assertThatThrownBy(() -> peer.download(id)).isInstanceOf(EOFException.class);
        disk.beforeRead(_ -> {});
        try (RawPeer next = storage.connect()) {
            assertThat(next.download(id)).isEqualTo(TestStorage.bytes(LARGE));
        }
    }

    @Test
    void aFileThatBecameShorterWhileItIsSentCutsTheDownloadOff() throws IOException {
        FileId id = peer.upload(TestStorage.bytes(LARGE), "bin", false);
        disk.beforeRead(path -> Files.write(path, new byte[10]));
        assertThatThrownBy(() -> peer.download(id)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200_000, 2_000_000})
    void aClientThatHangsUpInsideAnUploadLeavesNothing(int sent) throws IOException {
        try (RawPeer broken = storage.connect()) {
            broken.send(BodyWriter.frame(upload(LARGE)));
            broken.send(new byte[sent]);
        }
        await().untilAsserted(() -> assertThat(storage.files()).isEmpty());
        assertServesOn(peer);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200_000, 2_000_000})
    void aClientThatHangsUpInsideAnAppendLeavesTheFileAsItWas(int sent) throws IOException {
        FileId id = peer.upload(TestStorage.bytes(1000), "log", true);
        try (RawPeer broken = storage.connect()) {
            broken.send(BodyWriter.frame(new AppendFile(id.filename(), LARGE)));
            broken.send(new byte[sent]);
        }
        await().untilAsserted(() -> assertThat(storage.files()).hasSize(1));
        assertThat(peer.download(id)).isEqualTo(TestStorage.bytes(1000));
    }

    @Test
    void noDescriptorLeaksWhateverGoesWrong() throws IOException {
        FileId id = peer.upload(TestStorage.bytes(LARGE), "log", true);
        everyFaultOnce(id);
        long before = openDescriptors();
        for (int round = 0; round < 20; round++) {
            everyFaultOnce(id);
        }
        await().untilAsserted(() -> assertThat(openDescriptors()).isLessThanOrEqualTo(before));
        assertThat(storage.files()).containsExactly(storage.fileOf(id));
    }

    private void everyFaultOnce(FileId id) throws IOException {
        try (RawPeer one = storage.connect()) {
            disk.leaveRoom(1000, FaultsTest::isContent);
            one.status(upload(LARGE), new byte[LARGE]);
            one.status(new AppendFile(id.filename(), SMALL), new byte[SMALL]);
            disk.empty();
            disk.beforeRename(FaultyDisk.failing());
            one.status(upload(LARGE), new byte[LARGE]);
            disk.beforeRename(_ -> {});
            disk.beforeWrite(FaultyDisk.failing());
            one.status(upload(SMALL), new byte[SMALL]);
            disk.beforeWrite(_ -> {});
            disk.beforeRead(FaultyDisk.failing());
            assertThatThrownBy(() -> one.download(id)).isInstanceOf(IOException.class);
            disk.beforeRead(_ -> {});
        }
        try (RawPeer broken = storage.connect()) {
            broken.send(BodyWriter.frame(upload(LARGE)));
            broken.send(new byte[LARGE / 2]);
        }
        try (RawPeer lying = storage.connect()) {
            lying.send(BodyWriter.frame(new DownloadFile(0, 0, id.group(), id.filename())));
            lying.read(100);
        }
    }

    /** Sockets of connections that are going down count too, so this is waited for. */
    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void assertServesOn(RawPeer peer) throws IOException {
        FileId id = peer.upload(TestStorage.bytes(SMALL), "bin", false);
        assertThat(peer.download(id)).isEqualTo(TestStorage.bytes(SMALL));
    }

    private static UploadFile upload(int size) {
        return new UploadFile(false, -1, size, "bin");
    }

    private static boolean isBinlog(Path path) {
        return path.getFileName().toString().startsWith("binlog.");
    }

    private static boolean isContent(Path path) {
        return !isBinlog(path);
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
