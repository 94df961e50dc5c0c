package io.fastdfs.interop.cluster;

import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/** One tracker and one storage of {@value #GROUP}, on free ports of the loopback address. */
public final class TestCluster implements AutoCloseable {
    public static final String GROUP = "group1";
    private static final int SUBDIRS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TrackerServer tracker;
    private final StorageServer storage;

    private TestCluster(Path folder, int groupStatLayout) throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(anyPort(), folder.resolve("tracker")).withGroupStatLayout(groupStatLayout),
                Clock.systemUTC());
        tracker.start();
        storage = new StorageServer(StorageConfig.defaults(GROUP, anyPort(), folder, List.of(tracker.address()))
                .withSubdirCount(SUBDIRS));
        storage.start();
    }

    /** A cluster as an operator gets it who sets nothing; returns when it takes uploads. */
    public static TestCluster start(Path folder) throws IOException {
        return started(new TestCluster(folder, 113));
    }

    /** The same with {@code group_stat_layout = 105}, by which the lists have the records of 6.10 and before. */
    public static TestCluster withOldLists(Path folder) throws IOException {
        return started(new TestCluster(folder, 105));
    }

    private static TestCluster started(TestCluster cluster) throws IOException {
        var timeouts = new OutgoingConnection.Timeouts(PATIENCE, PATIENCE);
        try (OutgoingConnection asker = new OutgoingConnection(cluster.tracker(), null, timeouts)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> asker.ask(new QueryStore(false, null)).left() > 0);
        }
        return cluster;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public InetSocketAddress tracker() {
        return tracker.address();
    }

    public InetSocketAddress storage() {
        return storage.address();
    }

    /** Bytes that are the same for the same size. */
    public static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    @Override
    public void close() throws IOException {
        storage.close();
        tracker.close();
    }
}
