package io.fastdfs.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.storage.disk.Disk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A storage in a folder of a test, and what its disk holds. Settings are chosen before {@link #start}. */
final class TestStorage implements AutoCloseable {
    static final String GROUP = "group1";

    private final Path base;
    private List<Path> storePaths;
    private InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private List<InetSocketAddress> trackers = List.of();
    private Duration networkTimeout = Duration.ofSeconds(60);
    private Set<Integer> readonly = Set.of();
    private int subdirs = 4;
    private int writers;
    private long fsync;
    private int readers;
    private Disk disk = new FaultyDisk();
    private @Nullable StorageServer server;

    TestStorage(Path base) {
        this.base = base;
        this.storePaths = List.of(base);
    }

    TestStorage bind(InetSocketAddress address) {
        bind = address;
        return this;
    }

    TestStorage trackers(InetSocketAddress... addresses) {
        trackers = List.of(addresses);
        return this;
    }

    TestStorage storePaths(Path... paths) {
        storePaths = List.of(paths);
        return this;
    }

    TestStorage readonly(Integer... indexes) {
        readonly = Set.of(indexes);
        return this;
    }

    TestStorage networkTimeout(Duration timeout) {
        networkTimeout = timeout;
        return this;
    }

    TestStorage subdirs(int count) {
        subdirs = count;
        return this;
    }

    TestStorage diskThreads(int atOnceReading, int atOnceWriting) {
        readers = atOnceReading;
        writers = atOnceWriting;
        return this;
    }

    TestStorage fsyncAfter(long bytes) {
        fsync = bytes;
        return this;
    }

    TestStorage disk(Disk chosen) {
        disk = chosen;
        return this;
    }

    TestStorage start() throws IOException {
        StorageConfig.Disks disks = new StorageConfig.Disks(
                storePaths, readonly, true, subdirs, false, 100, readers, writers, true, fsync, 2);
        StorageConfig defaults = StorageConfig.defaults(GROUP, bind, base, trackers);
        StorageConfig.Connections connections = defaults.connections();
        StorageConfig config = defaults.with(disks)
                .with(new StorageConfig.Connections(
                        connections.max(),
                        connections.connectTimeout(),
                        networkTimeout,
                        connections.fromBind(),
                        connections.allowed(),
                        connections.advertised()));
        server = new StorageServer(config, Optional.empty(), disk);
        server.start();
        return this;
    }

    private StorageServer server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    InetSocketAddress address() {
        return server().address();
    }

    RawPeer connect() throws IOException {
        return new RawPeer(address());
    }

    List<String> binlog() throws IOException {
        return Files.readAllLines(base.resolve("data/sync/binlog.000"));
    }

    /** Files of all store paths, without those that keep the storage's own state. */
    List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : storePaths) {
            try (Stream<Path> all = Files.walk(root.resolve("data"))) {
                all.filter(path -> Files.isRegularFile(path) || Files.isSymbolicLink(path))
                        .filter(path -> path.toString().matches(".*/data/(\\.incoming|[0-9A-F]{2}/[0-9A-F]{2})/.*"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Where the file of this id stands on store path 0. */
    Path fileOf(FileId id) {
        return storePaths.getFirst().resolve("data").resolve(id.filename().substring("M00/".length()));
    }

    @Override
    public void close() throws IOException {
        server().close();
    }

    static FileId idIn(byte[] answer) throws IOException {
        FileNameReply reply = FileNameReply.decode(new BodyReader(ByteBuffer.wrap(answer)));
        return new FileId(reply.group(), reply.filename());
    }

    /** Bytes that are the same for the same size. */
    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static int crc32(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
