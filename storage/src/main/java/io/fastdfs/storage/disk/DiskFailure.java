package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns failed disk calls into the statuses that C would answer. */
public final class DiskFailure {
    private DiskFailure() {}

    /**
     * The refusal for a failed call.
     *
     * @param folder on the disk that failed
     * @param bytes what was to be written; a disk with less room is full
     */
    public static FdfsException of(IOException cause, String attempted, Disk disk, Path folder, long bytes) {
        if (cause instanceof FdfsException refused) {
            return refused;
        }
        if (cause instanceof NoSuchFileException) {
            return new FdfsException(Status.ENOENT, attempted, cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new FdfsException(Status.EACCES, attempted, cause);
        }
        // Java tells a full disk from other errors by a text only. So the disk is asked.
        boolean full = disk.space(folder).free() < Math.max(bytes, 1);
        return new FdfsException(full ? Status.ENOSPC : Status.EIO, attempted, cause);
    }
}
