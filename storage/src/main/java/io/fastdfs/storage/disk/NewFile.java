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
 * A file whose content is in memory, made at its place in one turn at the disk. Only for a name that nobody has been told:
 * a process that is killed in here leaves part of the file under it.
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
            long modifiedSeconds = on.writing(() -> {
                write(on, place, path, content.duplicate());
                return Files.getLastModifiedTime(path).toMillis() / 1000;
            });
            if (on.isForced()) {
                on.forceFolderOf(place);
            }
            return modifiedSeconds;
        } catch (IOException e) {
            throw on.failure(e, "writing " + place.filename(), content.remaining());
        }
    }

    private static void write(StorePath on, Place place, Path path, ByteBuffer content) throws IOException {
        boolean whole = false;
        try (FileChannel channel = open(on, place, path)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            if (on.isForced()) {
                channel.force(true);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static FileChannel open(StorePath on, Place place, Path path) throws IOException {
        try {
            return on.open(path, NEW);
        } catch (NoSuchFileException e) {
            if (!on.restoreFolder(place)) {
                throw e;
            }
            return on.open(path, NEW);
        }
    }
}
