package io.fastdfs.interop.csource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fastdfs.interop.cluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.csource.common.MyException;
import org.csource.common.NameValuePair;
import org.csource.fastdfs.ClientGlobal;
import org.csource.fastdfs.FileInfo;
import org.csource.fastdfs.ProtoCommon;
import org.csource.fastdfs.StorageClient1;
import org.csource.fastdfs.StorageServer;
import org.csource.fastdfs.TrackerClient;
import org.csource.fastdfs.TrackerGroup;
import org.csource.fastdfs.TrackerServer;
import org.csource.fastdfs.UploadStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the clients that descend from C's own Java client can do against these servers: everything they have. Their classes have
 * the same names, so this source is compiled once against each.
 */
public abstract class CsourceClientTest {
    protected static final NameValuePair[] NONE = {};
    private static final byte ENOENT = 2;

    @TempDir
    static Path folder;

    private static TestCluster cluster;

    /** Replaced by a test that asks in another way. */
    protected StorageClient1 client;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = TestCluster.start(folder);
    }

    @AfterAll
    static void stopCluster() throws IOException {
        cluster.close();
    }

    @BeforeEach
    void connect() throws IOException {
        ClientGlobal.setG_tracker_group(trackers(cluster));
        client = newClient();
    }

    /** A client of the trackers of {@link ClientGlobal}. */
    protected abstract StorageClient1 newClient() throws IOException;

    /** A connection to one of these trackers. */
    protected abstract TrackerServer connectToTracker(TrackerClient trackers) throws IOException;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 300 * 1024, 3 * 1024 * 1024})
    void uploadsAndDownloads(int size) throws IOException, MyException {
        byte[] content = TestCluster.content(size);
        String id = client.upload_file1(content, "bin", NONE);
        assertThat(id).startsWith(TestCluster.GROUP + "/M00/").endsWith(".bin");
        assertThat(download(id)).isEqualTo(content);
    }

    @Test
    void uploadsAStreamAndDownloadsToACallback() throws IOException, MyException {
        byte[] content = TestCluster.content(300 * 1024);
        var stream = new UploadStream(new ByteArrayInputStream(content), content.length);
        String id = client.upload_file1(TestCluster.GROUP, content.length, stream, "bin", NONE);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        int failed = client.download_file1(id, (total, bytes, length) -> {
            received.write(bytes, 0, length);
            return 0;
        });
        assertThat(failed).isZero();
        assertThat(received.toByteArray()).isEqualTo(content);
    }

    @Test
    void uploadsInManySmallWrites() throws IOException, MyException {
        byte[] content = TestCluster.content(4096);
        String id = client.upload_file1(
                null,
                content.length,
                out -> {
                    for (byte b : content) {
                        out.write(b);
                    }
                    return 0;
                },
                "bin",
                NONE);
        assertThat(download(id)).isEqualTo(content);
    }

    @Test
    void downloadsARange() throws IOException, MyException {
        byte[] content = TestCluster.content(4096);
        String id = client.upload_file1(content, "bin", NONE);
        assertThat(client.download_file1(id, 1000, 96)).isEqualTo(Arrays.copyOfRange(content, 1000, 1096));
        assertThat(client.download_file1(id, 4000, 0)).isEqualTo(Arrays.copyOfRange(content, 4000, 4096));
    }

    @Test
    void overwritesAndMergesMetadata() throws IOException, MyException {
        NameValuePair[] atUpload = {new NameValuePair("width", "800"), new NameValuePair("author", "Ann")};
        String id = client.upload_file1(TestCluster.content(10), "jpg", atUpload);
        assertMetadata(id, "author=Ann", "width=800");

        NameValuePair[] merged = {new NameValuePair("width", "1024"), new NameValuePair("title", "\u7167\u7247")};
        assertThat(client.set_metadata1(id, merged, ProtoCommon.STORAGE_SET_METADATA_FLAG_MERGE))
                .isZero();
        assertMetadata(id, "author=Ann", "title=\u7167\u7247", "width=1024");

        NameValuePair[] overwritten = {new NameValuePair("height", "600")};
        assertThat(client.set_metadata1(id, overwritten, ProtoCommon.STORAGE_SET_METADATA_FLAG_OVERWRITE))
                .isZero();
        assertMetadata(id, "height=600");
    }

    @Test
    void readsFileInfoFromTheServerAndFromTheId() throws IOException, MyException {
        byte[] content = TestCluster.content(4096);
        String id = client.upload_file1(content, "bin", NONE);
        for (FileInfo info : new FileInfo[] {client.query_file_info1(id), client.get_file_info1(id)}) {
            assertThat(info.getFileSize()).isEqualTo(4096);
            assertThat((int) info.getCrc32()).isEqualTo(crc32(content));
            assertThat(info.getSourceIpAddr()).isEqualTo("127.0.0.1");
            assertThat(info.getCreateTimestamp()).isCloseTo(Instant.now(), 60_000);
        }
    }

    @Test
    void uploadsASlave() throws IOException, MyException {
        String master = client.upload_file1(TestCluster.content(10), "jpg", NONE);
        byte[] small = TestCluster.content(5);
        String slave = client.upload_file1(master, "_120x120", small, "jpg", NONE);
        assertThat(slave).isEqualTo(master.replace(".jpg", "_120x120.jpg"));
        assertThat(download(slave)).isEqualTo(small);
        assertThat(client.get_file_info1(slave).getFileSize()).isEqualTo(5);
    }

    @Test
    void appendsModifiesAndTruncates() throws IOException, MyException {
        String id = client.upload_appender_file1("hello".getBytes(StandardCharsets.US_ASCII), "log", NONE);
        assertThat(client.append_file1(id, " world".getBytes(StandardCharsets.US_ASCII)))
                .isZero();
        assertThat(client.modify_file1(id, 0, "J".getBytes(StandardCharsets.US_ASCII)))
                .isZero();
        assertThat(download(id)).asString().isEqualTo("Jello world");
        assertThat(client.truncate_file1(id, 5)).isZero();
        assertThat(download(id)).asString().isEqualTo("Jello");
        assertThat(client.get_file_info1(id).getFileSize()).isEqualTo(5);
        assertThat(client.truncate_file1(id)).isZero();
        assertThat(client.query_file_info1(id).getFileSize()).isZero();
    }

    @Test
    void deletes() throws IOException, MyException {
        String id = client.upload_file1(TestCluster.content(10), "bin", NONE);
        assertThat(client.delete_file1(id)).isZero();
        assertThat(client.delete_file1(id)).isEqualTo(ENOENT);
    }

    @Test
    void learnsThatAFileIsMissing() throws IOException, MyException {
        String id = client.upload_file1(TestCluster.content(10), "bin", NONE);
        String missing = id.replace(".bin", ".txt");
        assertThat((Object) client.download_file1(missing)).isNull();
        assertThat(client.getErrorCode()).isEqualTo(ENOENT);
        assertThat(client.query_file_info1(missing)).isNull();
        assertThat((Object) client.get_metadata1(missing)).isNull();
        assertThat(download(id)).hasSize(10);
    }

    @Test
    void asksForAllStoragesOfAFileAndOfAGroup() throws IOException, MyException {
        String id = client.upload_file1(TestCluster.content(10), "bin", NONE);
        TrackerClient trackers = new TrackerClient(trackers(cluster));
        TrackerServer tracker = connectToTracker(trackers);
        int port = cluster.storage().getPort();
        assertThat(trackers.getFetchStorages1(tracker, id))
                .extracting(server -> server.getIpAddr() + ":" + server.getPort())
                .containsExactly("127.0.0.1:" + port);
        assertThat(trackers.getStoreStorages(tracker, TestCluster.GROUP))
                .extracting(StorageServer::getInetSocketAddress)
                .containsExactly(cluster.storage());
    }

    @Test
    void cannotReadTheListsOfToday() throws IOException {
        TrackerClient trackers = new TrackerClient(trackers(cluster));
        TrackerServer tracker = connectToTracker(trackers);
        assertThatThrownBy(() -> trackers.listGroups(tracker)).hasMessage("byte array length: 113 is invalid!");
        assertThatThrownBy(() -> trackers.listStorages(tracker, TestCluster.GROUP))
                .hasMessage("byte array length: 487 is invalid!");
    }

    @Test
    void listsGroupsAndStoragesInTheOldLayout(@TempDir Path other) throws IOException, MyException {
        try (TestCluster old = TestCluster.withOldLists(other)) {
            TrackerClient trackers = new TrackerClient(trackers(old));
            TrackerServer tracker = connectToTracker(trackers);
            int port = old.storage().getPort();
            assertThat(trackers.listGroups(tracker))
                    .extracting(
                            group -> group.getGroupName(),
                            group -> group.getStorageCount(),
                            group -> group.getActiveCount(),
                            group -> group.getStoragePort(),
                            group -> group.getStorePathCount(),
                            group -> group.getSubdirCountPerPath())
                    .containsExactly(tuple(TestCluster.GROUP, 1, 1, port, 1, 4));
            for (String address : new String[] {"", "127.0.0.1"}) {
                assertThat(trackers.listStorages(tracker, TestCluster.GROUP, address))
                        .extracting(
                                storage -> storage.getStatus(),
                                storage -> storage.getIpAddr(),
                                storage -> storage.getVersion(),
                                storage -> storage.getStoragePort(),
                                storage -> storage.getStorePathCount(),
                                storage -> storage.getTotalMB() > storage.getFreeMB(),
                                storage -> storage.isTrunkServer())
                        .containsExactly(tuple(
                                ProtoCommon.FDFS_STORAGE_STATUS_ACTIVE, "127.0.0.1", "6.16.1", port, 1, true, false));
            }
            assertThat(trackers.deleteStorage(trackers(old), TestCluster.GROUP, "127.0.0.1"))
                    .isFalse();
            assertThat(trackers.getErrorCode()).isEqualTo(ProtoCommon.ERR_NO_EBUSY);
        }
    }

    protected final byte[] download(String id) throws IOException, MyException {
        return client.download_file1(id);
    }

    private void assertMetadata(String id, String... pairs) throws IOException, MyException {
        assertThat(client.get_metadata1(id))
                .extracting(pair -> pair.getName() + "=" + pair.getValue())
                .containsExactly(pairs);
    }

    private static TrackerGroup trackers(TestCluster cluster) {
        return new TrackerGroup(new InetSocketAddress[] {cluster.tracker()});
    }

    protected static int crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
