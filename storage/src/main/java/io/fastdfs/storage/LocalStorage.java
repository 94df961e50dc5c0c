package io.fastdfs.storage;

import io.fastdfs.server.Dialer;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.DeletedNames;
import io.fastdfs.storage.disk.Disk;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.FolderCursor;
import io.fastdfs.storage.disk.HashedFolders;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.disk.NameSource;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.recovery.ReplacedDisks;
import io.fastdfs.storage.report.ClusterParameters;
import io.fastdfs.storage.report.Counters;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.state.InitFlag;
import io.fastdfs.storage.state.PathMarks;
import io.fastdfs.storage.state.RunningMark;
import io.fastdfs.storage.state.StatFile;
import io.fastdfs.storage.sync.MarkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies on the disks of this storage, opened: state files, store paths and binlog. It is checked before anything is
 * written, and all of it is written when this is closed.
 */
final class LocalStorage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalStorage.class);

    private final Dialer dialer;
    private final Path folder;
    private final InitFlag flag;
    private final StatFile statFile;
    private final RunningMark running;
    private final FolderCursor cursor;
    private final NameSource source;
    private final Shelf shelf;
    private StatFile.Stat written;

    private LocalStorage(
            StorageConfig config,
            InitFlag flag,
            StorePaths paths,
            Binlog binlog,
            Supplier<ClusterParameters> parameters)
            throws IOException {
        this.dialer = (config.connections().fromBind() ? Dialer.from(config.listen()) : Dialer.fromAnywhere())
                .withAlsoAt(config.trackersAlsoAt());
        this.folder = config.basePath().resolve("data").resolve("sync");
        this.flag = flag;
        statFile = new StatFile(config.basePath());
        written = statFile.read();
        StorageConfig.Disks disks = config.disks();
        cursor = new FolderCursor(written.next(), disks.subdirCount(), disks.rotateCount());
        source = config.trackers().isEmpty() ? NameSource.alone(config.bind().getAddress()) : NameSource.fromTrackers();
        shelf = new Shelf(
                config.group(),
                paths,
                new NewNames(source, disks.byHash() ? new HashedFolders(disks.subdirCount()) : cursor),
                new FileLocks(),
                new TransferBuffers(),
                binlog,
                DeletedNames.of(binlog),
                new Counters(written.counters()),
                parameters);
        running = RunningMark.set(config.basePath());
    }

    /**
     * Opens the folders of a storage, and makes them where they are missing.
     *
     * @throws IOException if they are not those of this storage, or not whole; the message says what to do
     */
    static LocalStorage open(StorageConfig config, Disk disk, Supplier<ClusterParameters> parameters)
            throws IOException {
        LocalDisk.makeFolders(config.basePath().resolve("data"));
        InitFlag flag = InitFlag.open(config.basePath(), System.currentTimeMillis() / 1000);
        refuseTrunkFiles(config.basePath(), flag);
        StorageConfig.Disks disks = config.disks();
        ReplacedDisks.note(disks.paths(), disks.subdirCount(), disks.checkMarks(), flag);
        if (disks.checkMarks()) {
            new PathMarks(
                            flag,
                            config.bind().getAddress().getHostAddress(),
                            config.bind().getPort())
                    .check(disks.paths());
        }
        StorePaths paths = StorePaths.open(
                disks.paths(),
                index -> new StorePath.Settings(
                        disks.readonly().contains(index),
                        disks.subdirCount(),
                        disks.readers(),
                        disks.writers(),
                        disks.separated(),
                        disks.fsyncAfterWrittenBytes()),
                disk);
        try {
            Binlog binlog = Binlog.open(config.basePath(), disk, disks.fsyncAfterWrittenBytes() > 0);
            try {
                MarkFiles.check(config.basePath().resolve("data").resolve("sync"), binlog);
                return new LocalStorage(config, flag, paths, binlog, parameters);
            } catch (IOException e) {
                binlog.close();
                throw e;
            }
        } catch (IOException e) {
            paths.close();
            throw e;
        }
    }

    /** Most files of such a storage could not be served, and its peers would be told of none of them. */
    private static void refuseTrunkFiles(Path basePath, InitFlag flag) throws IOException {
        Path log = basePath.resolve("data").resolve("trunk").resolve("binlog");
        if (flag.hasTrunkFiles() || Files.exists(log) && Files.size(log) > 0) {
            throw new IOException("there are trunk files here, see " + (flag.hasTrunkFiles() ? flag : log)
                    + ": they are not supported, so this storage has to stay with C");
        }
    }

    InitFlag flag() {
        return flag;
    }

    /** How this storage connects to others. */
    Dialer dialer() {
        return dialer;
    }

    /**
     * Notes the port. Without storage ids it is part of the names of mark files, which are renamed when it is another than
     * before, as C does.
     */
    void usePort(int port) throws IOException {
        int before = flag.lastPort();
        if (before != 0 && before != port) {
            MarkFiles.changePort(folder, before, port);
        }
        flag.setLastPort(port);
    }

    NameSource source() {
        return source;
    }

    Shelf shelf() {
        return shelf;
    }

    /** True if the last process on these folders was killed. */
    boolean wasKilled() {
        return running.wasKilled();
    }

    /** Writes the counters, if they have changed. A disk that is full now has room later. */
    synchronized void writeCounters() {
        StatFile.Stat now = new StatFile.Stat(shelf.counters().snapshot(), cursor.position());
        if (now.equals(written)) {
            return;
        }
        try {
            statFile.write(now);
            written = now;
        } catch (IOException e) {
            log.warn("counters not written: {}", e.getMessage());
        }
    }

    /** Packs what is finished of the binlog. What fails now, as on a full disk, is tried again the next day. */
    void packBinlog() {
        try {
            shelf.binlog().pack();
        } catch (IOException e) {
            log.warn("binlog not packed: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        writeCounters();
        shelf.binlog().close();
        shelf.paths().close();
        running.clear();
    }
}
