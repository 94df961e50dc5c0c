package io.fastdfs.storage.disk;

import java.io.IOException;

/** Work that a disk does. */
@FunctionalInterface
public interface DiskCall<T> {
    T run() throws IOException;
}
