package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that has no name yet: it is written, then moved to its place. Closing removes it, unless it has been moved. Every
 * failure of the disk is an {@link FdfsException}.
 */
public final class TempFile implements AutoCloseable {
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final StorePath storePath;
    private final Path path;
    private final FileChannel channel;
    private final long expectedBytes;
    private long unflushed;
    private boolean moved;

    private TempFile(StorePath storePath, Path path, FileChannel channel, long expectedBytes) {
        this.storePath = storePath;
        this.path = path;
        this.channel = channel;
        this.expectedBytes = expectedBytes;
    }

    /**
     * Makes a file on this store path.
     *
     * @param expectedBytes that will be written; a disk with less room is called full when it fails
     */
    public static TempFile create(StorePath on, long expectedBytes) throws FdfsException {
        Path path = on.newIncoming();
        try {
            return new TempFile(on, path, on.writing(() -> open(on, path)), expectedBytes);
        } catch (IOException e) {
            throw on.failure(e, "making a file on " + on, expectedBytes);
        }
    }

    private static FileChannel open(StorePath on, Path path) throws IOException {
        try {
            return on.open(path, NEW);
        } catch (NoSuchFileException e) {
            if (!on.restoreIncoming()) {
                throw e;
            }
            return on.open(path, NEW);
        }
    }

    /** Writes these bytes behind the others. */
    public void write(ByteBuffer bytes) throws FdfsException {
        try {
            storePath.writing(() -> {
                while (bytes.hasRemaining()) {
                    unflushed += channel.write(bytes);
                }
                if (storePath.isFlushDue(unflushed)) {
                    channel.force(false);
                    unflushed = 0;
                }
                return bytes;
            });
        } catch (IOException e) {
            throw storePath.failure(e, "writing to " + storePath, expectedBytes);
        }
    }

    /** When the last byte was written, Unix seconds, by the file system's clock. */
    public long modifiedSeconds() throws FdfsException {
        try {
            return storePath.reading(() -> Files.getLastModifiedTime(path)).toMillis() / 1000;
        } catch (IOException e) {
            throw storePath.failure(e, "asking for the time of a file on " + storePath, 0);
        }
    }

    /** Gives the file these times, as its source has them. */
    public void setTimes(long unixSeconds) throws FdfsException {
        storePath.setTimes(path, unixSeconds);
    }

    /** Copies all bytes into another file, from this position of it on. */
    public void copyTo(FileChannel target, long position) throws IOException {
        long size = channel.size();
        long done = 0;
        while (done < size) {
            done += channel.transferTo(done, size - done, target.position(position + done));
        }
    }

    /** Gives the file its place; one that stands there is replaced. */
    public void moveTo(Place place) throws FdfsException {
        try {
            if (storePath.isForced()) {
                storePath.flush(channel);
            }
            channel.close();
            storePath.rename(path, place);
            moved = true;
            if (storePath.isForced()) {
                storePath.forceFolderOf(place);
            }
        } catch (IOException e) {
            throw storePath.failure(e, "naming " + place.filename(), 0);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!moved) {
            Files.deleteIfExists(path);
        }
    }
}
