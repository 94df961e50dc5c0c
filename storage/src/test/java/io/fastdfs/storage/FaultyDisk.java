package io.fastdfs.storage;

import io.fastdfs.storage.disk.Disk;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.disk.Space;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A disk that fails when a test says so, and works like the real one otherwise. */
public final class FaultyDisk implements Disk {
    private final Disk real = new LocalDisk();
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile Predicate<Path> limited = _ -> true;
    private volatile Step beforeOpen = _ -> {};
    private volatile Step beforeRead = _ -> {};
    private volatile Step beforeWrite = _ -> {};
    private volatile Step beforeRename = _ -> {};

    /** Runs before a call on a file; what it throws is the failure of the call. */
    public interface Step {
        void on(Path path) throws IOException;
    }

    /** Fails, always. */
    public static Step failing() {
        return path -> {
            throw new IOException("injected: " + path);
        };
    }

    /** So many bytes can be written to such files, then the disk is full. */
    void leaveRoom(long bytes, Predicate<Path> files) {
        limited = files;
        room.set(bytes);
    }

    void empty() {
        room.set(Long.MAX_VALUE);
    }

    void beforeOpen(Step step) {
        beforeOpen = step;
    }

    void beforeRead(Step step) {
        beforeRead = step;
    }

    void beforeWrite(Step step) {
        beforeWrite = step;
    }

    public void beforeRename(Step step) {
        beforeRename = step;
    }

    void read(Path path) throws IOException {
        beforeRead.on(path);
    }

    /** How many of these bytes may be written now. */
    int write(Path path, int wanted) throws IOException {
        beforeWrite.on(path);
        if (!limited.test(path) || wanted == 0) {
            return wanted;
        }
        long left = room.getAndUpdate(now -> now - Math.min(now, wanted));
        if (left == 0) {
            throw new IOException("injected: full at " + path);
        }
        return (int) Math.min(left, wanted);
    }

    @Override
    public FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
        beforeOpen.on(path);
        return new FaultyChannel(this, path, real.open(path, options));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        beforeRename.on(to);
        real.rename(from, to);
    }

    @Override
    public Space space(Path folder) {
        Space space = real.space(folder);
        return room.get() == 0 ? new Space(space.total(), 0) : space;
    }
}
