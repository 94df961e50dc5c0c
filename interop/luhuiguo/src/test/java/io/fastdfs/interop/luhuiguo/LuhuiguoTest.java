package io.fastdfs.interop.luhuiguo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.luhuiguo.fastdfs.conn.ConnectionManager;
import com.luhuiguo.fastdfs.conn.FdfsConnectionPool;
import com.luhuiguo.fastdfs.conn.TrackerConnectionManager;
import com.luhuiguo.fastdfs.domain.FileInfo;
import com.luhuiguo.fastdfs.domain.MetaData;
import com.luhuiguo.fastdfs.domain.StorageState;
import com.luhuiguo.fastdfs.domain.StorePath;
import com.luhuiguo.fastdfs.exception.FdfsIOException;
import com.luhuiguo.fastdfs.exception.FdfsServerException;
import com.luhuiguo.fastdfs.proto.storage.DownloadByteArray;
import com.luhuiguo.fastdfs.service.AppendFileStorageClient;
import com.luhuiguo.fastdfs.service.DefaultAppendFileStorageClient;
import com.luhuiguo.fastdfs.service.DefaultFastFileStorageClient;
import com.luhuiguo.fastdfs.service.DefaultTrackerClient;
import com.luhuiguo.fastdfs.service.FastFileStorageClient;
import com.luhuiguo.fastdfs.service.TrackerClient;
import io.fastdfs.interop.cluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this client can do against these servers: everything it has, but for ranges, which it does not send. */
class LuhuiguoTest {
    private static final int ENOENT = 2;
    private static final int EBUSY = 16;

    @TempDir
    static Path folder;

    private static TestCluster cluster;
    private static FdfsConnectionPool pool;
    private static FastFileStorageClient files;
    private static AppendFileStorageClient appenders;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start(folder);
        pool = new FdfsConnectionPool();
        ConnectionManager storages = new ConnectionManager(pool);
        files = new DefaultFastFileStorageClient(trackers(cluster), storages);
        appenders = new DefaultAppendFileStorageClient(trackers(cluster), storages);
    }

    @AfterAll
    static void stop() throws IOException {
        pool.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 300 * 1024, 3 * 1024 * 1024})
    void uploadsAndDownloads(int size) {
        StorePath file = upload(TestCluster.content(size), "bin");
        assertThat(file.getFullPath()).startsWith(TestCluster.GROUP + "/M00/").endsWith(".bin");
        assertThat(download(file)).isEqualTo(TestCluster.content(size));
    }

    @Test
    void uploadsToANamedGroup() {
        byte[] content = TestCluster.content(4096);
        StorePath file = files.uploadFile(TestCluster.GROUP, new ByteArrayInputStream(content), content.length, "bin");
        assertThat(download(file)).isEqualTo(content);
    }

    @Test
    void downloadsTheWholeFileWhereARangeIsWanted() {
        byte[] content = TestCluster.content(4096);
        StorePath file = upload(content, "bin");
        assertThat(files.downloadFile(file.getGroup(), file.getPath(), 1000, 96, new DownloadByteArray()))
                .as("defect of the client: it asks for bytes 0 to the end")
                .isEqualTo(content);
    }

    @Test
    void overwritesAndMergesMetadata() {
        byte[] content = TestCluster.content(10);
        StorePath file = files.uploadFile(
                new ByteArrayInputStream(content),
                content.length,
                "jpg",
                Set.of(new MetaData("width", "800"), new MetaData("author", "Ann")));
        assertThat(metadata(file)).containsOnly(new MetaData("width", "800"), new MetaData("author", "Ann"));

        Set<MetaData> merged = Set.of(new MetaData("width", "1024"), new MetaData("title", "\u7167\u7247"));
        files.mergeMetadata(file.getGroup(), file.getPath(), merged);
        assertThat(metadata(file))
                .containsOnly(
                        new MetaData("author", "Ann"),
                        new MetaData("title", "\u7167\u7247"),
                        new MetaData("width", "1024"));

        files.overwriteMetadata(file.getGroup(), file.getPath(), Set.of(new MetaData("height", "600")));
        assertThat(metadata(file)).containsOnly(new MetaData("height", "600"));
    }

    @Test
    void readsFileInfo() {
        byte[] content = TestCluster.content(4096);
        StorePath file = upload(content, "bin");
        FileInfo info = files.queryFileInfo(file.getGroup(), file.getPath());
        assertThat(info.getFileSize()).isEqualTo(4096);
        assertThat(info.getCrc32()).isEqualTo(crc32(content));
        assertThat(info.getSourceIpAddr()).isEqualTo("127.0.0.1");
    }

    @Test
    void uploadsASlave() {
        StorePath master = upload(TestCluster.content(10), "jpg");
        byte[] small = TestCluster.content(5);
        StorePath slave = files.uploadSlaveFile(
                master.getGroup(), master.getPath(), new ByteArrayInputStream(small), small.length, "_120x120", "jpg");
        assertThat(slave.getPath()).isEqualTo(master.getPath().replace(".jpg", "_120x120.jpg"));
        assertThat(download(slave)).isEqualTo(small);
    }

    @Test
    void appendsAndModifies() {
        StorePath file = appender("hello");
        appenders.appendFile(file.getGroup(), file.getPath(), stream(" world"), 6);
        appenders.modifyFile(file.getGroup(), file.getPath(), stream("J"), 1, 0);
        assertThat(download(file)).asString().isEqualTo("Jello world");
    }

    /** The client announces the new size as content that it never sends; C waits for it until the client gives up. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5, 400})
    void truncatesAndGoesOnWithTheSameConnection(long newSize) {
        StorePath file = appender("hello world");
        appenders.truncateFile(file.getGroup(), file.getPath(), newSize);
        assertThat(download(file)).hasSize((int) newSize);
        assertThat(pool.getNumIdle(cluster.storage())).as("idle connections").isPositive();
        assertThat(pool.getNumActive(cluster.storage()))
                .as("connections in use")
                .isZero();
        appenders.appendFile(file.getGroup(), file.getPath(), stream("!"), 1);
        assertThat(download(file)).hasSize((int) newSize + 1);
    }

    @Test
    void deletes() {
        StorePath file = upload(TestCluster.content(10), "bin");
        files.deleteFile(file.getFullPath());
        assertRefused(ENOENT, () -> files.deleteFile(file.getFullPath()));
        assertRefused(ENOENT, () -> download(file));
    }

    @Test
    void goesOnAfterARefusal() {
        StorePath file = upload(TestCluster.content(10), "bin");
        String missing = file.getPath().replace(".bin", ".txt");
        for (int i = 0; i < 3; i++) {
            assertRefused(ENOENT, () -> files.queryFileInfo(file.getGroup(), missing));
            assertRefused(ENOENT, () -> files.getMetadata(file.getGroup(), missing));
            assertThat(download(file)).hasSize(10);
        }
    }

    @Test
    void cannotReadTheListsOfToday() {
        TrackerClient tracker = trackers(cluster);
        assertThatThrownBy(tracker::listGroups).isInstanceOf(FdfsIOException.class);
        assertThatThrownBy(() -> tracker.listStorages(TestCluster.GROUP)).isInstanceOf(FdfsIOException.class);
    }

    @Test
    void listsGroupsAndStoragesInTheOldLayout(@TempDir Path other) throws IOException {
        try (TestCluster old = TestCluster.withOldLists(other)) {
            TrackerClient tracker = trackers(old);
            int port = old.storage().getPort();
            assertThat(tracker.listGroups())
                    .extracting(
                            group -> group.getGroupName(),
                            group -> group.getStorageCount(),
                            group -> group.getActiveCount(),
                            group -> group.getStoragePort(),
                            group -> group.getStorePathCount(),
                            group -> group.getSubdirCountPerPath())
                    .containsExactly(tuple(TestCluster.GROUP, 1, 1, port, 1, 4));
            for (List<StorageState> storages : List.of(
                    tracker.listStorages(TestCluster.GROUP), tracker.listStorages(TestCluster.GROUP, "127.0.0.1"))) {
                assertThat(storages)
                        .extracting(
                                storage -> storage.getStatus(),
                                storage -> storage.getIpAddr(),
                                storage -> storage.getVersion(),
                                storage -> storage.getStoragePort(),
                                storage -> storage.getStorePathCount(),
                                storage -> storage.getTotalMB() > storage.getFreeMB(),
                                storage -> storage.isTrunkServer())
                        .containsExactly(tuple((byte) 7, "127.0.0.1", "6.16.1", port, 1, true, false));
            }
            assertRefused(EBUSY, () -> tracker.deleteStorage(TestCluster.GROUP, "127.0.0.1"));
        }
    }

    private static StorePath upload(byte[] content, String extension) {
        return files.uploadFile(new ByteArrayInputStream(content), content.length, extension, Set.of());
    }

    private static StorePath appender(String content) {
        return appenders.uploadAppenderFile(TestCluster.GROUP, stream(content), content.length(), "log");
    }

    private static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] download(StorePath file) {
        return files.downloadFile(file.getGroup(), file.getPath(), new DownloadByteArray());
    }

    private static Set<MetaData> metadata(StorePath file) {
        return files.getMetadata(file.getGroup(), file.getPath());
    }

    private static void assertRefused(int status, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        FdfsServerException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(status));
    }

    private static TrackerClient trackers(TestCluster cluster) {
        String address = "127.0.0.1:" + cluster.tracker().getPort();
        return new DefaultTrackerClient(new TrackerConnectionManager(pool, List.of(address)));
    }

    private static int crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
