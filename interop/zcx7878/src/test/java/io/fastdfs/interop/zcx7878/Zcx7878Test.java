package io.fastdfs.interop.zcx7878;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.interop.cluster.TestCluster;
import io.fastdfs.interop.csource.CsourceClientTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.csource.common.MyException;
import org.csource.fastdfs.StorageClient1;
import org.csource.fastdfs.StorageServer;
import org.csource.fastdfs.TrackerClient;
import org.csource.fastdfs.TrackerServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only this client does: it keeps the sockets that it is given. */
class Zcx7878Test extends CsourceClientTest {
    private final List<TrackerServer> connections = new ArrayList<>();

    @Override
    protected StorageClient1 newClient() throws IOException {
        return new StorageClient1(connectToTracker(new TrackerClient()), null);
    }

    @Override
    protected TrackerServer connectToTracker(TrackerClient trackers) throws IOException {
        TrackerServer tracker = trackers.getConnection();
        connections.add(tracker);
        return tracker;
    }

    @AfterEach
    void disconnect() throws IOException {
        for (TrackerServer tracker : connections) {
            tracker.close();
        }
    }

    @Test
    void doesEverythingOnOneSocket() throws IOException, MyException {
        TrackerServer tracker = connectToTracker(new TrackerClient());
        StorageServer storage = new TrackerClient().getStoreStorage(tracker);
        client = new StorageClient1(tracker, storage);
        for (int size : new int[] {0, 1, 4096, 300 * 1024}) {
            String id = client.upload_appender_file1(TestCluster.content(size), "log", NONE);
            assertThat(client.append_file1(id, new byte[] {1, 2, 3})).isZero();
            assertThat(client.truncate_file1(id, size)).isZero();
            assertThat(download(id)).isEqualTo(TestCluster.content(size));
            assertThat(client.delete_file1(id)).isZero();
        }
        storage.close();
    }
}
