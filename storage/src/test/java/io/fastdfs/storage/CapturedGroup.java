package io.fastdfs.storage;

import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.sync.PeerStatus;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Both storages of a {@link CapturedRun}, on copies of its directories, and a tracker; all are ACTIVE. */
final class CapturedGroup implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CapturedRun run;
    private final Path base;
    /** Of both storages, as it was; but another than it was. */
    private final int port;

    private final TrackerServer tracker;
    private final Map<String, StorageServer> storages = new TreeMap<>();

    CapturedGroup(CapturedRun run, Path base) throws IOException {
        this.run = run;
        this.base = base;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.11"))) {
            port = free.getLocalPort();
        }
        TrackerConfig config = TrackerConfig.defaults(new InetSocketAddress("127.0.0.130", 0));
        tracker = new TrackerServer(run.withIds() ? config.withIdentities(ids()) : config, Clock.systemUTC());
        tracker.start();
        for (String storage : List.of("a", "b")) {
            run.layOut(storage, base.resolve(storage));
            StorageServer server = new StorageServer(config(storage));
            storages.put(storage, server);
            server.start();
        }
        Awaitility.await().atMost(SOON).until(() -> sendsTo("a") && sendsTo("b"));
    }

    private Identities ids() throws IOException {
        return new Identities(
                ConfiguredStorages.of(List.of(
                        new StorageId("100001", "group1", List.of("127.0.0.11"), port, ReadWriteMode.BOTH),
                        new StorageId("100002", "group1", List.of("127.0.0.12"), port, ReadWriteMode.BOTH))),
                true,
                true);
    }

    private StorageConfig config(String storage) {
        StorageConfig defaults = StorageConfig.defaults(
                TestStorage.GROUP,
                new InetSocketAddress(storage.equals("a") ? "127.0.0.11" : "127.0.0.12", port),
                base.resolve(storage),
                List.of(tracker.address()));
        int subdirs = CapturedRun.SUBDIRS;
        int rotate = CapturedRun.FILES_IN_A_FOLDER;
        return defaults.with(new StorageConfig.Disks(
                defaults.disks().paths(), Set.of(), true, subdirs, false, rotate, 2, 1, true, 0));
    }

    /** True once the peer of a storage gets changes from it. */
    private boolean sendsTo(String storage) throws IOException {
        PeerStatus peer = peerOf(storage);
        return peer.member() == StorageStatus.ACTIVE && peer.state().equals("up to date");
    }

    /** How a storage sees its peer. */
    PeerStatus peerOf(String storage) throws IOException {
        return server(storage).replicationStatus().stream()
                .findFirst()
                .orElseGet(() -> new PeerStatus("", StorageStatus.NONE, "not known yet", 0, 0, Duration.ZERO, 0, 0));
    }

    private StorageServer server(String storage) {
        return Objects.requireNonNull(storages.get(storage), storage);
    }

    RawPeer connect(String storage) throws IOException {
        return new RawPeer(server(storage).address());
    }

    int port() {
        return port;
    }

    /** A state file as it is now. */
    String state(String storage, String file) throws IOException {
        return Files.readString(data(storage).resolve(file), StandardCharsets.ISO_8859_1);
    }

    /** The mark of the peer of a storage as it is now. */
    String mark(String storage) throws IOException {
        return state(storage, run.mark(storage, port));
    }

    /** All files of a storage, by their paths below {@code data}. */
    List<String> names(String storage) throws IOException {
        try (Stream<Path> all = Files.walk(data(storage))) {
            return all.filter(Files::isRegularFile)
                    .map(path -> data(storage).relativize(path).toString())
                    .toList();
        }
    }

    private Path data(String storage) {
        return base.resolve(storage).resolve("data");
    }

    /** Stops all; the directories are left. */
    @Override
    public void close() throws IOException {
        for (StorageServer storage : storages.values()) {
            storage.close();
        }
        storages.clear();
        tracker.close();
    }
}
