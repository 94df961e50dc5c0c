package io.fastdfs.interop.rui8832;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.interop.cluster.TestCluster;
import io.fastdfs.interop.csource.CsourceClientTest;
import java.io.IOException;
import org.csource.common.MyException;
import org.csource.fastdfs.ClientGlobal;
import org.csource.fastdfs.StorageClient1;
import org.csource.fastdfs.TrackerClient;
import org.csource.fastdfs.TrackerServer;
import org.junit.jupiter.api.Test;

/** What only this client has: a pool, and new names for appenders. */
class Rui8832Test extends CsourceClientTest {
    @Override
    protected StorageClient1 newClient() throws IOException {
        return new StorageClient1(new TrackerClient().getTrackerServer());
    }

    @Override
    protected TrackerServer connectToTracker(TrackerClient trackers) throws IOException {
        return trackers.getTrackerServer();
    }

    @Test
    void regeneratesTheNameOfAnAppender() throws IOException, MyException {
        byte[] content = TestCluster.content(4096);
        String id = client.upload_appender_file1(content, "log", NONE);
        String plain = client.regenerate_appender_filename1(id);
        assertThat(plain).startsWith(TestCluster.GROUP + "/M00/").isNotEqualTo(id);
        assertThat(download(plain)).isEqualTo(content);
        assertThat((int) client.get_file_info1(plain).getCrc32()).isEqualTo(crc32(content));
        assertThat((Object) client.download_file1(id)).isNull();
    }

    @Test
    void worksWithoutAPoolToo() throws IOException, MyException {
        ClientGlobal.g_connection_pool_enabled = false;
        try {
            String id = client.upload_file1(TestCluster.content(4096), "bin", NONE);
            assertThat(download(id)).isEqualTo(TestCluster.content(4096));
        } finally {
            ClientGlobal.g_connection_pool_enabled = true;
        }
    }
}
