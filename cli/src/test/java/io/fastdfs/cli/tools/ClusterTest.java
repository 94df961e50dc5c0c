package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    Path folder;

    private Cluster load(String text) throws IOException {
        Files.writeString(folder.resolve("client.conf"), text);
        Terminal terminal = new Terminal(NOWHERE, NOWHERE, folder, () -> ZoneOffset.UTC);
        return Cluster.of(new Call("fdfs_test", List.of(), terminal), "client.conf");
    }

    private int statusOf(String text) {
        return catchThrowableOfType(FdfsException.class, () -> load(text))
                .status()
                .code();
    }

    @Test
    void trackersAreSortedAndNoneCountsTwice() throws IOException {
        List<ServerHost> trackers = load("""
            tracker_server = 10.0.0.9:22122
            tracker_server = 10.0.0.1,8.8.8.8:22122
            tracker_server = 10.0.0.10
            tracker_server = 10.0.0.9
            tracker_server = 10.0.0.9:22123
            tracker_server = [2001:db8::1]:22000
            """).trackers().all();
        assertThat(trackers)
                .extracting(ServerHost::addresses)
                .containsExactly(
                        List.of(new Endpoint("10.0.0.10", 22122)),
                        List.of(new Endpoint("10.0.0.9", 22122)),
                        List.of(new Endpoint("10.0.0.9", 22123)),
                        List.of(new Endpoint("2001:db8::1", 22000)),
                        List.of(new Endpoint("10.0.0.1", 22122), new Endpoint("8.8.8.8", 22122)));
    }

    @Test
    void aConfFileThatIsNotThereExitsWithEnoent() {
        Call call = new Call("fdfs_test", List.of(), new Terminal(NOWHERE, NOWHERE, folder, () -> ZoneOffset.UTC));
        FdfsException failure = catchThrowableOfType(FdfsException.class, () -> Cluster.of(call, "no.conf"));
        assertThat(failure.status()).isEqualTo(Status.ENOENT);
    }

    @Test
    void aConfFileWithAnErrorIsRefused() {
        assertThat(statusOf("connect_timeout = 5\n")).isEqualTo(22);
        assertThat(statusOf("tracker_server = 10.0.0.1:port\n")).isEqualTo(22);
        assertThat(statusOf("tracker_server = 10.0.0.1\nconnect_timeout = 2s\n"))
                .isEqualTo(22);
    }

    @Test
    void aTokenNeedsItsSecret() throws IOException {
        assertThat(statusOf("tracker_server = 10.0.0.1\nhttp.anti_steal.check_token = yes\n"))
                .isEqualTo(22);
        assertThat(load("tracker_server = 10.0.0.1\n").secretKey()).isEmpty();
    }

    @Test
    void storageIdsComeFromAFileBesideTheConf() throws IOException {
        Files.writeString(folder.resolve("ids.conf"), """
            # id group host
            100001 group1 10.0.0.1
            100002 group1 10.0.0.2,88.8.8.8:23001 rw=read
            """);
        StorageHosts hosts = load("""
            tracker_server = 10.0.0.1
            use_storage_id = true
            storage_ids_filename = ids.conf
            """).storageHosts();
        assertThat(hosts.addressOf(100001)).isEqualTo("10.0.0.1");
        assertThat(hosts.addressOf(7)).isEmpty();
        assertThat(hosts.sameStorage(new Endpoint("88.8.8.8", 23001)))
                .containsExactly(new Endpoint("88.8.8.8", 23001), new Endpoint("10.0.0.2", 23001));
        assertThat(hosts.sameStorage(new Endpoint("1.2.3.4", 1))).containsExactly(new Endpoint("1.2.3.4", 1));
    }

    @Test
    void storageIdsThatAreNotThereAreRefused() {
        assertThat(statusOf("tracker_server = 10.0.0.1\nuse_storage_id = true\n"))
                .isEqualTo(22);
        assertThat(statusOf("tracker_server = 10.0.0.1\nuse_storage_id = true\nstorage_ids_filename = no.conf\n"))
                .isEqualTo(2);
    }

    @Test
    void parametersThatNoTrackerTellsExitAsInC() {
        assertThat(statusOf("tracker_server = 127.0.0.1:1\nload_fdfs_parameters_from_tracker = true\n"))
                .isEqualTo(4);
    }
}
