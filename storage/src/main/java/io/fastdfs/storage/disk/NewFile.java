package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file whose content is in memory, made at its place. Only for a name that nobody has been told: a process that is
 * killed in here leaves part of the file under it.
 *
 * <p>Not by way of a {@link TempFile}: file systems make a file near its folder, and search the longer for room the more
 * files were made, and deleted, near one folder. Uploads are spread over 65,536.
 */
public final class NewFile {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private NewFile() {}

    /**
     * Writes the file.
     *
     * @return when it was written, Unix seconds, by the file system's clock
     * @throws FdfsException if the disk fails, ENOSPC if it is full; then there is no file
     */
    public static long write(Place place, ByteBuffer content) throws FdfsException {
        StorePath on = place.storePath();
        Path path = place.path();
        try {
            FileChannel made = on.writing(() -> make(place, path, content.duplicate()));
            try {
                return finish(made, place, path);
            } catch (IOException e) {
                remove(path, e);
                throw e;
            }
        } catch (IOException e) {
            throw on.failure(e, "writing " + place.filename(), content.remaining());
        }
    }

    /**
     * One turn at the disk: to wait for a second one would cost more than what it is for. A name that is taken is left
     * alone.
     */
    private static FileChannel make(Place place, Path path, ByteBuffer content) throws IOException {
        FileChannel channel = place.storePath().make(place, path, NEW);
        try {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            return channel;
        } catch (IOException e) {
            remove(path, e);
            channel.close();
            throw e;
        }
    }

    private static long finish(FileChannel made, Place place, Path path) throws IOException {
        StorePath on = place.storePath();
        try (made) {
            if (on.isForced()) {
                on.flush(made);
                on.forceFolderOf(place);
            }
        }
        return on.reading(() -> Files.getLastModifiedTime(path)).toMillis() / 1000;
    }

    /** Removes what a failure has left. */
    static void remove(Path path, IOException failure) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
