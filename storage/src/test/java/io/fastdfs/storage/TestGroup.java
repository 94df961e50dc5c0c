package io.fastdfs.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A tracker, and storages that come and go, each in a folder of its own name. All storages have one port. */
final class TestGroup implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SUBDIRS = 4;

    private final Path base;
    private final TrackerServer tracker;
    private final int port;
    private final Map<String, StorageServer> storages = new TreeMap<>();

    TestGroup(Path base, TrackerConfig.Advice advice) throws IOException {
        this.base = base;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.141"))) {
            port = free.getLocalPort();
        }
        TrackerConfig defaults = TrackerConfig.defaults(new InetSocketAddress("127.0.0.140", 0), base.resolve("t"));
        tracker = new TrackerServer(
                new TrackerConfig(
                        defaults.listen(),
                        defaults.basePath(),
                        defaults.maxConnections(),
                        defaults.connectTimeout(),
                        defaults.networkTimeout(),
                        defaults.checkActiveInterval(),
                        defaults.groupStatLayout(),
                        defaults.policy(),
                        defaults.identities(),
                        defaults.allowed(),
                        defaults.admins(),
                        advice),
                Clock.systemUTC());
        tracker.start();
    }

    /** Starts a storage at this address, on what is in its folder. */
    void start(String name, String address) throws IOException {
        StorageConfig defaults = StorageConfig.defaults(
                TestStorage.GROUP,
                new InetSocketAddress(address, port),
                base.resolve(name),
                List.of(tracker.address()));
        StorageServer storage = new StorageServer(defaults.with(new StorageConfig.Disks(
                defaults.disks().paths(), Set.of(), true, SUBDIRS, false, 100, 0, 0, true, 0, 1)));
        storages.put(name, storage);
        storage.start();
    }

    void stop(String name) throws IOException {
        Objects.requireNonNull(storages.remove(name), name).close();
    }

    /** Waits until the peer of a storage is ACTIVE, and has everything. */
    void awaitUpToDate(String name) {
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> isUpToDate(name));
    }

    private boolean isUpToDate(String name) throws IOException {
        try (RawPeer asker = connect(name)) {
            byte[] answer = asker.ask(new EmptyRequest(Command.REPLICATION_STATUS));
            return ReplicationProgress.decode(new BodyReader(ByteBuffer.wrap(answer))).peers().stream()
                    .anyMatch(peer -> peer.status() == StorageStatus.ACTIVE
                            && peer.state().equals("up to date"));
        }
    }

    /** Waits until the tracker has this storage as ACTIVE. */
    void awaitActive(String name) {
        InetSocketAddress address =
                Objects.requireNonNull(storages.get(name), name).address();
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> {
            try (RawPeer asker = new RawPeer(tracker.address())) {
                byte[] answer = asker.ask(new ListStorages(TestStorage.GROUP, ""));
                return StorageStat.decodeAll(new BodyReader(ByteBuffer.wrap(answer))).stream()
                        .anyMatch(storage -> storage.status() == StorageStatus.ACTIVE
                                && storage.address().equals(address.getAddress().getHostAddress()));
            }
        });
    }

    RawPeer connect(String name) throws IOException {
        return new RawPeer(Objects.requireNonNull(storages.get(name), name).address());
    }

    int port() {
        return port;
    }

    Path data(String name) {
        return base.resolve(name).resolve("data");
    }

    /** A state file as it is now. */
    String state(String name, String file) throws IOException {
        return Files.readString(data(name).resolve(file), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        for (StorageServer storage : storages.values()) {
            storage.close();
        }
        tracker.close();
    }
}
