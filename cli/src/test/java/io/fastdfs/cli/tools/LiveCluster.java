package io.fastdfs.cli.tools;

import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A tracker and a storage of group1 in this process, and a client.conf that names the tracker. */
final class LiveCluster implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final TrackerServer tracker;
    private final StorageServer storage;
    private final Path conf;

    LiveCluster(Path folder) throws IOException {
        tracker = new TrackerServer(TrackerConfig.defaults(anyPort(), folder.resolve("t")), Clock.systemUTC());
        tracker.start();
        storage = new StorageServer(
                StorageConfig.defaults("group1", anyPort(), folder.resolve("s"), List.of(tracker.address()))
                        .withSubdirCount(4));
        storage.start();
        conf = Files.writeString(
                folder.resolve("client.conf"),
                "base_path = " + folder + "\ntracker_server = " + HOST + ":" + trackerPort() + "\n");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ToolRun.of(folder, "fdfs_storage_stat", "-A", "-c", conf())
                        .out()
                        .contains(" ACTIVE"));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String conf() {
        return conf.toString();
    }

    int trackerPort() {
        return tracker.address().getPort();
    }

    String storageName() {
        return HOST + ":" + storage.address().getPort();
    }

    @Override
    public void close() throws IOException {
        storage.close();
        tracker.close();
    }
}
