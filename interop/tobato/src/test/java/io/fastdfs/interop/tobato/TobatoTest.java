package io.fastdfs.interop.tobato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tobato.fastdfs.domain.conn.ConnectionPoolConfig;
import com.github.tobato.fastdfs.domain.conn.FdfsConnectionManager;
import com.github.tobato.fastdfs.domain.conn.FdfsConnectionPool;
import com.github.tobato.fastdfs.domain.conn.PooledConnectionFactory;
import com.github.tobato.fastdfs.domain.conn.TrackerConnectionManager;
import com.github.tobato.fastdfs.domain.fdfs.DefaultThumbImageConfig;
import com.github.tobato.fastdfs.domain.fdfs.FileInfo;
import com.github.tobato.fastdfs.domain.fdfs.MetaData;
import com.github.tobato.fastdfs.domain.fdfs.StorageState;
import com.github.tobato.fastdfs.domain.fdfs.StorePath;
import com.github.tobato.fastdfs.domain.proto.storage.DownloadByteArray;
import com.github.tobato.fastdfs.domain.upload.FastImageFile;
import com.github.tobato.fastdfs.exception.FdfsIOException;
import com.github.tobato.fastdfs.exception.FdfsServerException;
import com.github.tobato.fastdfs.service.AppendFileStorageClient;
import com.github.tobato.fastdfs.service.DefaultAppendFileStorageClient;
import com.github.tobato.fastdfs.service.DefaultFastFileStorageClient;
import com.github.tobato.fastdfs.service.DefaultTrackerClient;
import com.github.tobato.fastdfs.service.FastFileStorageClient;
import com.github.tobato.fastdfs.service.TrackerClient;
import io.fastdfs.interop.cluster.TestCluster;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What this client can do against these servers: everything it has. Spring wires it, as in an application. */
class TobatoTest {
    private static final int ENOENT = 2;
    private static final int EBUSY = 16;

    @TempDir
    static Path folder;

    private static TestCluster cluster;
    private static AnnotationConfigApplicationContext spring;
    private static FdfsConnectionPool pool;
    private static FastFileStorageClient files;
    private static AppendFileStorageClient appenders;

    @BeforeAll
    static void start() throws IOException {
        cluster = TestCluster.start(folder);
        spring = wired(cluster);
        pool = spring.getBean(FdfsConnectionPool.class);
        files = spring.getBean(FastFileStorageClient.class);
        appenders = spring.getBean(AppendFileStorageClient.class);
    }

    @AfterAll
    static void stop() throws IOException {
        spring.close();
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
    void downloadsARange() {
        byte[] content = TestCluster.content(4096);
        StorePath file = upload(content, "bin");
        assertThat(files.downloadFile(file.getGroup(), file.getPath(), 1000, 96, new DownloadByteArray()))
                .isEqualTo(Arrays.copyOfRange(content, 1000, 1096));
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
    void uploadsAnImageWithItsThumbnail() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", png);
        FastImageFile image = new FastImageFile.Builder()
                .withFile(new ByteArrayInputStream(png.toByteArray()), png.size(), "png")
                .withThumbImage(30, 20)
                .build();
        StorePath file = files.uploadImage(image);
        assertThat(download(file)).isEqualTo(png.toByteArray());
        byte[] thumbnail = download(new StorePath(file.getGroup(), image.getThumbImagePath(file.getPath())));
        assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail)).getWidth()).isEqualTo(30);
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
        TrackerClient tracker = spring.getBean(TrackerClient.class);
        assertThatThrownBy(tracker::listGroups).isInstanceOf(FdfsIOException.class);
        assertThatThrownBy(() -> tracker.listStorages(TestCluster.GROUP)).isInstanceOf(FdfsIOException.class);
    }

    @Test
    void listsGroupsAndStoragesInTheOldLayout(@TempDir Path other) throws IOException {
        try (TestCluster old = TestCluster.withOldLists(other);
                AnnotationConfigApplicationContext context = wired(old)) {
            TrackerClient tracker = context.getBean(TrackerClient.class);
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

    /** The client's beans. Its own configuration class needs a Java of its time, as Spring writes a subclass of it. */
    private static AnnotationConfigApplicationContext wired(TestCluster cluster) {
        PooledConnectionFactory connections = new PooledConnectionFactory();
        connections.setSoTimeout(5000);
        connections.setConnectTimeout(5000);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(
                FdfsConnectionPool.class, () -> new FdfsConnectionPool(connections, new ConnectionPoolConfig()));
        context.registerBean(TrackerConnectionManager.class, () -> {
            TrackerConnectionManager trackers = new TrackerConnectionManager();
            trackers.setTrackerList(List.of("127.0.0.1:" + cluster.tracker().getPort()));
            trackers.initTracker();
            return trackers;
        });
        context.registerBean(
                FdfsConnectionManager.class, () -> new FdfsConnectionManager(), bean -> bean.setPrimary(true));
        context.registerBean(DefaultThumbImageConfig.class, DefaultThumbImageConfig::new);
        context.registerBean(DefaultTrackerClient.class, DefaultTrackerClient::new);
        context.registerBean(DefaultFastFileStorageClient.class, DefaultFastFileStorageClient::new);
        context.registerBean(DefaultAppendFileStorageClient.class, DefaultAppendFileStorageClient::new);
        context.refresh();
        return context;
    }

    private static int crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
