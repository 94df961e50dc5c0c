package io.fastdfs.storage.binlog;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.storage.disk.Disk;
import io.fastdfs.storage.disk.DiskFailure;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.state.StateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of every change, one line each: {@code <unix seconds> <letter> <text>\n}. Source: FastDFS storage_sync.c.
 *
 * <p>A record is with the file system when {@link #append} returns, so a killed process loses none it has answered.
 * Files are {@code binlog.000}, {@code binlog.001}, …; {@code binlog_index.dat} names the one that is written.
 */
public final class Binlog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Binlog.class);
    private static final String INDEX = "binlog_index.dat";
    private static final long ROTATE_BYTES = 1L << 30;

    private final Path folder;
    private final Disk disk;
    private final boolean fsync;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    /** Held by the one thread that flushes, for all who wait here meanwhile. */
    private final ReentrantLock flushing = new ReentrantLock();

    private volatile Position flushed = Position.START;
    private final ByteBuffer line = ByteBuffer.allocateDirect(512);
    /** Held while a file changes between plain and packed, and while one is opened. */
    private final ReentrantLock packing = new ReentrantLock();

    private final Set<BinlogReader> followers = ConcurrentHashMap.newKeySet();
    private volatile int index;
    /** The first file that is not packed, as far as is known: C goes on packing there. */
    private volatile int firstPlain;

    private volatile FileChannel file;
    private volatile boolean closed;
    /** Behind the last whole record. */
    private volatile Position end;
    /** Behind the last record of a change that was made here: what others sent here wakes nobody. */
    private Position endOfOwn;
    /** True if part of a record may stand behind the end; no reader takes it for one, and the next record replaces it. */
    private boolean torn;

    private Binlog(Path folder, Disk disk, boolean fsync, int index, FileChannel file) throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.fsync = fsync;
        this.index = index;
        this.file = file;
        this.end = new Position(index, file.size());
        this.endOfOwn = end;
    }

    /**
     * Opens {@code <basePath>/data/sync}, made if missing, and goes on behind its last whole line.
     *
     * @param fsync a record survives a loss of power when {@link #append} returns
     */
    public static Binlog open(Path basePath, Disk disk, boolean fsync) throws IOException {
        Path folder = basePath.resolve("data").resolve("sync");
        LocalDisk.makeFolders(folder);
        int index = readIndex(folder);
        FileChannel file = openFile(disk, folder, index);
        mendTornLine(file, fileOf(folder, index));
        Binlog binlog = new Binlog(folder, disk, fsync, index, file);
        binlog.firstPlain = readFirstPlain(folder, index);
        binlog.writeIndex();
        return binlog;
    }

    /**
     * Writes one record, and wakes who waits for it, unless it is a copy.
     *
     * @throws FdfsException if the disk fails, ENOSPC if it is full; then there is no such record
     */
    public void append(BinlogRecord record) throws FdfsException {
        byte[] bytes = record.line().getBytes(StandardCharsets.ISO_8859_1);
        Position written;
        lock.lock();
        try {
            if (end.offset() + bytes.length > ROTATE_BYTES) {
                rotate();
            }
            write(bytes);
            written = end;
            if (!record.replica()) {
                endOfOwn = end;
                grown.signalAll();
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "writing the binlog in " + folder, disk, folder, bytes.length);
        } finally {
            lock.unlock();
        }
        if (fsync) {
            flush(written);
        }
    }

    /** Group commit: one flush serves all records that were written before it began. */
    private void flush(Position upTo) throws FdfsException {
        flushing.lock();
        try {
            if (flushed.compareTo(upTo) < 0) {
                Position reached = end;
                file.force(false);
                flushed = reached;
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "flushing the binlog in " + folder, disk, folder, 0);
        } finally {
            flushing.unlock();
        }
    }

    private void write(byte[] record) throws IOException {
        cutTorn();
        line.clear().put(record).flip();
        torn = true;
        while (line.hasRemaining()) {
            file.write(line, end.offset() + line.position());
        }
        torn = false;
        end = end.plus(record.length);
    }

    private void cutTorn() throws IOException {
        if (torn) {
            file.truncate(end.offset());
            torn = false;
        }
    }

    /** Behind the last whole record. */
    public Position end() {
        return end;
    }

    /** True if a record begins here, or the next one will. */
    public boolean isLineStart(Position position) throws IOException {
        if (position.compareTo(end) > 0) {
            return false;
        }
        if (position.offset() == 0) {
            return PackedFile.of(fileOf(folder, position.index())).exists();
        }
        try (FileChannel read = openFinished(position.index())) {
            ByteBuffer before = ByteBuffer.allocate(1);
            return read.read(before, position.offset() - 1) == 1 && before.get(0) == '\n';
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Reads from this position on; it is the start of a line. */
    public BinlogReader reader(Position from) {
        return new BinlogReader(this, from);
    }

    /** The same, and until it is closed no file from where it reads on is packed. */
    public BinlogReader follower(Position from) {
        BinlogReader follower = reader(from);
        followers.add(follower);
        return follower;
    }

    void closed(BinlogReader follower) {
        followers.remove(follower);
    }

    /**
     * Packs the files that are finished and that nobody follows, from the first on that is not packed yet. Source: FastDFS
     * storage_sync.c.
     */
    public void pack() throws IOException {
        int until = followers.stream()
                .mapToInt(follower -> follower.position().index())
                .reduce(index, Math::min);
        for (int i = firstPlain; i < until && !closed; i++) {
            PackedFile.of(fileOf(folder, i)).pack(packing, () -> closed);
            // Somebody may have needed an older one meanwhile.
            if (firstPlain == i && !closed) {
                firstPlain = i + 1;
                writeIndex();
            }
        }
    }

    /**
     * Waits for a change behind this position that was made here. Those that were copied from others are for peers that
     * are filled only; they do not end the waiting, or every storage would read along with all others.
     *
     * @return false if there is nothing behind the position after this time, or the binlog is closed
     */
    public boolean awaitBeyond(Position position, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (endOfOwn.compareTo(position) <= 0 && !closed && left > 0) {
                left = grown.awaitNanos(left);
            }
            return end.compareTo(position) > 0 && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Opens a file that may have been packed; then it is unpacked first. */
    FileChannel openFinished(int fileIndex) throws IOException {
        Path plain = fileOf(folder, fileIndex);
        packing.lock();
        try {
            if (PackedFile.of(plain).unpack() && fileIndex < firstPlain) {
                firstPlain = fileIndex;
                writeIndex();
            }
            return FileChannel.open(plain, StandardOpenOption.READ);
        } finally {
            packing.unlock();
        }
    }

    private static Path fileOf(Path folder, int fileIndex) {
        return folder.resolve(String.format("binlog.%03d", fileIndex));
    }

    private void rotate() throws IOException {
        int following = index + 1;
        FileChannel next = openFile(disk, folder, following);
        flushing.lock(); // Whoever flushes now has the old file in hand.
        try {
            file.force(false);
            file.close();
            file = next;
        } finally {
            flushing.unlock();
        }
        index = following;
        end = new Position(index, next.size());
        writeIndex();
    }

    private static FileChannel openFile(Disk disk, Path folder, int index) throws IOException {
        return disk.open(
                fileOf(folder, index),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * The number of the file that is written. C writes the index in place, so a crash can leave it empty: then the files
     * themselves tell, as they do when it names another than the last of them.
     */
    private static int readIndex(Path folder) throws IOException {
        int newest = -1;
        try (var files = Files.newDirectoryStream(folder, "binlog.[0-9]*")) {
            for (Path file : files) {
                String digits = file.getFileName().toString().split("\\.", -1)[1];
                newest = Math.max(newest, number(digits));
            }
        }
        if (newest < 0) {
            return 0;
        }
        Path path = folder.resolve(INDEX);
        String noted = StateFile.read(path)
                .map(values -> values.getOrDefault("current_write", ""))
                .orElse("");
        if (noted.equals(String.valueOf(newest + 1))) {
            return newest + 1; // C notes the next file before it makes it.
        }
        if (!noted.equals(String.valueOf(newest))) {
            log.warn(
                    "{} names file \"{}\", and the last is {}: going on there",
                    path,
                    StateFile.shown(noted),
                    fileOf(folder, newest));
        }
        return newest;
    }

    /** 0 for what is no number. */
    private static int number(String digits) {
        try {
            return Math.max(0, Integer.parseInt(digits));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static int readFirstPlain(Path folder, int index) throws IOException {
        Path path = folder.resolve(INDEX);
        String noted = StateFile.read(path)
                .map(values -> values.getOrDefault("current_compress", ""))
                .orElse("0");
        int compress = Math.min(number(noted), index);
        if (!noted.equals(String.valueOf(compress))) {
            log.warn("{}: current_compress is \"{}\", taken as {}", path, StateFile.shown(noted), compress);
        }
        return compress;
    }

    private synchronized void writeIndex() throws IOException {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("current_write", index);
        values.put("current_compress", firstPlain);
        StateFile.replace(folder.resolve(INDEX), values);
    }

    /** Cuts a last line that a crash left without its end. */
    private static void mendTornLine(FileChannel file, Path path) throws IOException {
        long size = file.size();
        long end = size;
        ByteBuffer last = ByteBuffer.allocate(1);
        while (end > 0) {
            last.clear();
            file.read(last, end - 1);
            if (last.get(0) == '\n') {
                break;
            }
            end--;
        }
        if (end < size) {
            keepTorn(file, end, path);
            file.truncate(end);
        }
    }

    /** What is cut is no whole record, yet all that is left of one; an operator may still see of which. */
    private static void keepTorn(FileChannel file, long from, Path path) throws IOException {
        Path torn = path.resolveSibling(path.getFileName() + ".torn");
        try (FileChannel to = FileChannel.open(torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long left = file.size() - from;
            while (left > 0) {
                left -= file.transferTo(file.size() - left, left, to);
            }
        }
        log.warn("{} ends inside a line: moved {} bytes from {} on to {}", path, file.size() - from, from, torn);
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
            cutTorn();
            file.force(true);
            file.close();
        } finally {
            lock.unlock();
        }
    }
}
