package io.fastdfs.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** The calls to the file system that fail in production, so that tests can fail them. */
public interface Disk {
    /** Opens a file; one that is made gets C's mode. */
    FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException;

    /** Gives a file another name on the same file system, at once; a file of that name is replaced. */
    void rename(Path from, Path to) throws IOException;

    /** How large the file system of this folder is, and how much of it is left; both 0 if it is gone. */
    Space space(Path folder);
}
