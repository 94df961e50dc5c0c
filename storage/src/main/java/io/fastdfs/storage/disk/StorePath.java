package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.LogicName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** One folder of content: {@code data/HH/HH/name}, two levels of upper case hexadecimal folders. */
public final class StorePath {
    private static final String TEMP_PREFIX = ".up";
    private static final String TEMP_SUFFIX = ".tmp";

    private final int index;
    private final Path data;
    private final AtomicLong tempNumber = new AtomicLong();

    private StorePath(int index, Path data) {
        this.index = index;
        this.data = data;
    }

    /** Makes the folders where they are missing, and removes what an upload left when the process was killed. */
    static StorePath open(int index, Path root, int subdirCount) throws IOException {
        Path data = root.resolve("data");
        Files.createDirectories(data);
        String last = String.format("%02X", subdirCount - 1);
        if (!Files.isDirectory(data.resolve("00/00"))
                || !Files.isDirectory(data.resolve(last).resolve(last))) {
            for (int high = 0; high < subdirCount; high++) {
                Path upper = data.resolve(String.format("%02X", high));
                Files.createDirectories(upper);
                for (int low = 0; low < subdirCount; low++) {
                    Path lower = upper.resolve(String.format("%02X", low));
                    if (!Files.isDirectory(lower)) {
                        Files.createDirectory(lower);
                    }
                }
            }
        }
        try (var leftovers = Files.newDirectoryStream(data, TEMP_PREFIX + "*" + TEMP_SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        return new StorePath(index, data);
    }

    public int index() {
        return index;
    }

    /** Where the file of this true name stands, or would stand. */
    public Path resolve(String trueName) {
        return data.resolve(trueName);
    }

    /** The metadata file beside it. */
    public Path metadataOf(String trueName) {
        return data.resolve(trueName + "-m");
    }

    /** A new name for content that is still arriving, on the same file system as its final place. */
    public Path newTempFile() {
        return data.resolve(TEMP_PREFIX + tempNumber.incrementAndGet() + TEMP_SUFFIX);
    }

    /** The logic filename of a true name on this path. */
    public String logicFilename(String trueName) {
        return new LogicName(index, trueName).filename();
    }

    public long totalMegabytes() {
        return data.toFile().getTotalSpace() >> 20;
    }

    public long freeMegabytes() {
        return data.toFile().getUsableSpace() >> 20;
    }

    /** Turns a failed disk call into the status that C would answer; {@code bytes} is what was to be written. */
    public FdfsException failure(IOException cause, String attempted, long bytes) {
        if (cause instanceof FdfsException refused) {
            return refused;
        }
        if (cause instanceof NoSuchFileException) {
            return new FdfsException(Status.ENOENT, attempted, cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new FdfsException(Status.EACCES, attempted, cause);
        }
        return new FdfsException(isFull(bytes) ? Status.ENOSPC : Status.EIO, attempted, cause);
    }

    private boolean isFull(long bytes) {
        return data.toFile().getUsableSpace() < Math.max(bytes, 1);
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
