package io.fastdfs.storage.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where content stands while it has no name yet: {@code data/.incoming/0} to {@code 7}. What is there at the start was
 * left by a killed process and nobody was told of it, so it is removed.
 *
 * <p>Several folders, because one would be locked by the file system for every upload; small ones, because the file system
 * searches them; and their own, because at the start they are looked through, and the 65,536 others are not.
 */
final class IncomingFolders {
    private static final Logger log = LoggerFactory.getLogger(IncomingFolders.class);
    private static final String NAME = ".incoming";
    private static final int COUNT = 8;

    private final Path root;
    private final Path[] folders;
    private final AtomicLong number = new AtomicLong();

    private IncomingFolders(Path root, Path[] folders) {
        this.root = root;
        this.folders = folders;
    }

    static IncomingFolders open(Path data) throws IOException {
        Path root = data.resolve(NAME);
        Path[] folders = new Path[COUNT];
        int removed = 0;
        for (int i = 0; i < COUNT; i++) {
            folders[i] = root.resolve(Integer.toString(i));
            LocalDisk.makeFolders(folders[i]);
            removed += removeAll(folders[i]);
        }
        if (removed > 0) {
            log.warn("{}: removed {} unfinished files of a process that was killed", data, removed);
        }
        return new IncomingFolders(root, folders);
    }

    private static int removeAll(Path folder) throws IOException {
        int removed = 0;
        try (var leftovers = Files.newDirectoryStream(folder)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
                removed++;
            }
        }
        return removed;
    }

    /** A name that no other file has. */
    Path next() {
        long next = number.incrementAndGet();
        return folders[(int) (next % COUNT)].resolve(Long.toString(next));
    }

    /**
     * Makes the folders again.
     *
     * @return false if they were all there
     * @throws NoSuchFileException if the store path itself is gone
     */
    boolean restore() throws IOException {
        boolean made = StorePath.makeIfMissing(root);
        for (Path folder : folders) {
            made |= StorePath.makeIfMissing(folder);
        }
        return made;
    }
}
