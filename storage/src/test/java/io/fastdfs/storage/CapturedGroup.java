package io.fastdfs.storage;

import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
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
        TrackerConfig config = TrackerConfig.defaults(new InetSocketAddress("127.0.0.130", 0), base.resolve("t"));
        tracker = new TrackerServer(run.withIds() ? config.withIdentities(ids()) : config, Clock.systemUTC());
        tracker.start();
        rememberBoth();
        for (String storage : List.of("a", "b")) {
            run.layOut(storage, base.resolve(storage));
            StorageServer server = new StorageServer(config(storage));
            storages.put(storage, server);
            server.start();
        }
        Awaitility.await().atMost(SOON).until(() -> isUpToDate("a") && isUpToDate("b"));
    }

    /**
     * Lets the tracker know both as it did when they were stopped: A, the first of its group, and B, which A has filled. To
     * one that knows nothing of the group they would begin anew.
     */
    private void rememberBoth() throws IOException {
        try (OutgoingConnection a = join("a");
                OutgoingConnection b = join("b")) {
            a.ask(new SyncNotify(new SyncSource("", 0))).end();
            a.ask(new StorageBeat(null));
            b.ask(new SyncNotify(new SyncSource(run.storageId("a"), 1))).end();
            for (StorageStatus status : List.of(StorageStatus.SYNCING, StorageStatus.OFFLINE)) {
                a.ask(new ReportStatus(
                                TestStorage.GROUP, new StorageBrief(status.code, 0, run.storageId("b"), address("b"))))
                        .end();
            }
            b.ask(new StorageBeat(null));
        }
    }

    private OutgoingConnection join(String storage) throws IOException {
        OutgoingConnection connection = new OutgoingConnection(
                tracker.address(),
                InetAddress.ofLiteral(address(storage)),
                new OutgoingConnection.Timeouts(SOON, SOON));
        connection.ask(new StorageJoin(
                TestStorage.GROUP,
                port,
                1,
                CapturedRun.SUBDIRS,
                10,
                1,
                1,
                "6.16.1",
                false,
                0,
                run.withIds() ? run.storageId(storage) : "",
                "127.0.0.130",
                List.of("127.0.0.130:" + tracker.address().getPort())));
        return connection;
    }

    private static String address(String storage) {
        return storage.equals("a") ? "127.0.0.11" : "127.0.0.12";
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
                new InetSocketAddress(address(storage), port),
                base.resolve(storage),
                List.of(tracker.address()));
        int subdirs = CapturedRun.SUBDIRS;
        int rotate = CapturedRun.FILES_IN_A_FOLDER;
        return defaults.with(new StorageConfig.Disks(
                defaults.disks().paths(), Set.of(), true, subdirs, false, rotate, 2, 1, true, 0, 1));
    }

    /** True once the peer of a storage gets changes from it, and has all of them. */
    boolean isUpToDate(String storage) throws IOException {
        try (RawPeer asker = connect(storage)) {
            byte[] answer = asker.ask(new EmptyRequest(Command.REPLICATION_STATUS));
            return ReplicationProgress.decode(new BodyReader(ByteBuffer.wrap(answer))).peers().stream()
                    .anyMatch(peer -> peer.status() == StorageStatus.ACTIVE
                            && peer.state().equals("up to date"));
        }
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
