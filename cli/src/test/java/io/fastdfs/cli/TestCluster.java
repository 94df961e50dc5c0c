package io.fastdfs.cli;

import io.fastdfs.client.ClusterAdmin;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/** Trackers and storages in this process, each at an address of its own, 127.0.0.41 to 127.0.0.49; as broken as wanted. */
public final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path base;
    private final int trackerPort;
    private final int storagePort;
    private final List<TrackerServer> trackers = new ArrayList<>();
    private final Map<String, StorageServer> storages = new LinkedHashMap<>();

    /** One run of {@code fdfs}. */
    public record Run(int code, String out, String err) {}

    public TestCluster(Path base) throws IOException {
        this.base = base;
        trackerPort = freePort();
        storagePort = freePort();
    }

    /** Free at every one of the addresses: the members of a group have one port. */
    private static int freePort() throws IOException {
        while (true) {
            List<ServerSocket> held = new ArrayList<>();
            try {
                int port = 0;
                for (int i = 41; i <= 49; i++) {
                    ServerSocket socket = new ServerSocket();
                    held.add(socket);
                    socket.bind(new InetSocketAddress("127.0.0." + i, port));
                    port = socket.getLocalPort();
                }
                return port;
            } catch (IOException taken) {
                // Another one.
            } finally {
                for (ServerSocket socket : held) {
                    socket.close();
                }
            }
        }
    }

    public String tracker(String address) throws IOException {
        return tracker(address, UnaryOperator.identity(), Clock.systemUTC());
    }

    /** Starts a tracker, and returns it as host:port. */
    public String tracker(String address, UnaryOperator<TrackerConfig> changed, Clock clock) throws IOException {
        TrackerConfig config =
                TrackerConfig.defaults(new InetSocketAddress(address, trackerPort), base.resolve("t-" + address));
        TrackerServer tracker = new TrackerServer(changed.apply(config), clock);
        tracker.start();
        trackers.add(tracker);
        return address + ":" + trackerPort;
    }

    public StorageServer storage(String group, String address) throws IOException {
        return storage(group, address, UnaryOperator.identity());
    }

    /** Starts a storage that knows all trackers, with a heartbeat each second. */
    public StorageServer storage(String group, String address, UnaryOperator<StorageConfig> changed)
            throws IOException {
        StorageServer storage = new StorageServer(changed.apply(config(group, address, folder(address))));
        storages.put(address, storage);
        storage.start();
        return storage;
    }

    private StorageConfig config(String group, String address, Path folder) {
        return StorageConfig.defaults(
                        group,
                        new InetSocketAddress(address, storagePort),
                        folder,
                        trackers.stream().map(TrackerServer::address).toList())
                .withSubdirCount(4)
                .with(new StorageConfig.Intervals(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    /** Starts the storage that was at one address at another one; it is closed by the caller. */
    public StorageServer moved(String group, String from, String to) throws IOException {
        StorageServer storage = new StorageServer(config(group, to, folder(from)));
        storage.start();
        return storage;
    }

    /** A member of group1 that only the first tracker believes in. */
    SimulatedMember member(String address, String version) throws IOException {
        return new SimulatedMember(trackers.getFirst().address(), address, storagePort, version);
    }

    public Path folder(String address) {
        return base.resolve("s-" + address);
    }

    public int storagePort() {
        return storagePort;
    }

    public void stopStorage(String address) throws IOException {
        StorageServer storage = storages.remove(address);
        if (storage != null) {
            storage.close();
        }
    }

    public void stopTracker(int index) {
        trackers.remove(index).close();
    }

    /** A client of the first tracker. */
    public FastdfsClient client() {
        return client(trackers.getFirst());
    }

    private static FastdfsClient client(TrackerServer tracker) {
        return FastdfsClient.builder()
                .tracker(LocalCluster.hostAndPort(tracker.address()))
                .build();
    }

    /** Waits until every tracker sees this storage so. */
    public void await(String group, String id, StorageStatus status) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            for (TrackerServer tracker : trackers) {
                try (FastdfsClient client = client(tracker)) {
                    if (client.storages(group).stream().noneMatch(storage -> is(storage, id, status))) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    private static boolean is(StorageStat storage, String id, StorageStatus status) {
        return storage.id().equals(id) && storage.status() == status;
    }

    /** Waits until a tracker leads, every tracker knows it, and it has heard of all. */
    public void awaitLeader() {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            for (TrackerServer tracker : trackers) {
                try (FastdfsClient client = client(tracker)) {
                    ClusterAdmin admin = client.admin();
                    Endpoint leader = admin.leader(admin.configuredTrackers().getFirst());
                    List<TrackerStats.Tracker> all = admin.trackerStats(leader).trackers();
                    if (all.size() < trackers.size() || !all.stream().allMatch(TrackerStats.Tracker::active)) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    /** Runs fdfs with all trackers. */
    public Run fdfs(String... arguments) {
        return run(Stream.concat(
                        Arrays.stream(arguments),
                        trackers.stream()
                                .flatMap(
                                        tracker -> Stream.of("--tracker", LocalCluster.hostAndPort(tracker.address()))))
                .toArray(String[]::new));
    }

    /** Runs fdfs. */
    public static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Fdfs.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Run(code, out.toString().strip(), err.toString().strip());
    }

    @Override
    public void close() throws IOException {
        for (StorageServer storage : storages.values()) {
            storage.close();
        }
        trackers.forEach(TrackerServer::close);
    }
}
