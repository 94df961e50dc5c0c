package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tracker and groups of storages in this process, at one address. As all members of a group are at that address, they are
 * told apart by storage ids: 101, 102, … in group1, 201, 202, … in group2.
 */
final class LocalCluster implements AutoCloseable {
    private static final int IDS_A_GROUP = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Counters and free space are told soon, as whoever starts this looks at once at what he did. */
    private static final StorageConfig.Intervals INTERVALS =
            new StorageConfig.Intervals(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60));

    private final List<AutoCloseable> servers = new ArrayList<>();
    private final List<Storage> storages = new ArrayList<>();
    private InetSocketAddress tracker = new InetSocketAddress(0);

    /**
     * What is started.
     *
     * @param port of the tracker; 0: a free one
     * @param storagePort of the first storage, the others follow; empty: free ones
     * @param groups named group1, group2, …
     * @param storages in each group
     * @param subdirs folders on each level of a store path, 1 to 256
     * @param groupStatLayout 113, or 105 for the lists of old clients
     */
    record Shape(
            Path base,
            String bind,
            int port,
            OptionalInt storagePort,
            int groups,
            int storages,
            int subdirs,
            int groupStatLayout) {}

    /** One storage of the cluster. */
    record Storage(String id, String group, InetSocketAddress address, Path folder) {}

    private LocalCluster() {}

    /**
     * Starts all servers; {@link #awaitReady} tells when they serve.
     *
     * @throws IOException if one of them cannot start; then none runs
     */
    static LocalCluster start(Shape shape) throws IOException {
        LocalCluster cluster = new LocalCluster();
        try {
            cluster.startServers(shape);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    private void startServers(Shape shape) throws IOException {
        InetAddress bind = InetAddress.getByName(shape.bind);
        List<Integer> ports = ports(bind, shape);
        List<StorageId> ids = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            int number = i / shape.storages + 1;
            String group = "group" + number;
            String id = String.valueOf(number * IDS_A_GROUP + i % shape.storages + 1);
            Path folder = shape.base.resolve(group).resolve(id).toAbsolutePath().normalize();
            storages.add(new Storage(id, group, new InetSocketAddress(bind, ports.get(i)), folder));
            ids.add(new StorageId(id, group, List.of(bind.getHostAddress()), ports.get(i), ReadWriteMode.BOTH));
        }
        TrackerConfig config = TrackerConfig.defaults(
                        new InetSocketAddress(bind, shape.port), shape.base.resolve("tracker"))
                .withGroupStatLayout(shape.groupStatLayout)
                .withIdentities(new Identities(ConfiguredStorages.of(ids), true, true));
        TrackerServer started = new TrackerServer(config, Clock.systemUTC());
        servers.add(started);
        started.start();
        tracker = started.address();
        for (Storage storage : storages) {
            StorageServer server = new StorageServer(
                    StorageConfig.defaults(storage.group, storage.address, storage.folder, List.of(tracker))
                            .withSubdirCount(shape.subdirs)
                            .with(INTERVALS));
            servers.add(server);
            server.start();
        }
    }

    /** Ports are in the ids of the storages, so they are chosen before a server has one. */
    private static List<Integer> ports(InetAddress bind, Shape shape) throws IOException {
        int count = shape.groups * shape.storages;
        List<Integer> ports = new ArrayList<>();
        if (shape.storagePort.isPresent()) {
            for (int i = 0; i < count; i++) {
                ports.add(shape.storagePort.getAsInt() + i);
            }
            return ports;
        }
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, bind);
                held.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    InetSocketAddress tracker() {
        return tracker;
    }

    List<Storage> storages() {
        return List.copyOf(storages);
    }

    /**
     * Waits until every storage serves.
     *
     * @throws IOException if that takes longer
     */
    void awaitReady(Duration atMost) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        try (FastdfsClient client =
                FastdfsClient.builder().tracker(hostAndPort(tracker)).build()) {
            while (activeStorages(client) < storages.size()) {
                if (System.nanoTime() - end >= 0) {
                    throw new IOException("after " + atMost.toSeconds() + " s " + activeStorages(client) + " of "
                            + storages.size() + " storages serve");
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    private static long activeStorages(FastdfsClient client) throws IOException {
        long active = 0;
        for (var group : client.groups()) {
            active += client.storages(group.group()).stream()
                    .filter(storage -> storage.status() == StorageStatus.ACTIVE)
                    .count();
        }
        return active;
    }

    /** As a user writes it. */
    static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Stops the storages, then the tracker; each finishes what it does. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (AutoCloseable server : servers.reversed()) {
            try {
                server.close();
            } catch (IOException e) {
                failure = e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        servers.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
