package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.state.InitFlag;
import io.fastdfs.storage.state.PathMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds store paths that should have files and have none. The flag is written before the folders and the mark are made: C
 * writes it after them, and if it is killed in between, the path stays empty for ever.
 */
public final class ReplacedDisks {
    private static final Logger log = LoggerFactory.getLogger(ReplacedDisks.class);

    private ReplacedDisks() {}

    /**
     * Looks at all store paths, before anything is made there.
     *
     * @param withMarks store paths have marks
     */
    public static void note(List<Path> storePaths, int subdirCount, boolean withMarks, InitFlag state)
            throws IOException {
        for (int index = 0; index < storePaths.size(); index++) {
            Path storePath = storePaths.get(index).toAbsolutePath();
            Path data = storePath.resolve("data");
            RecoveryFiles files = new RecoveryFiles(data);
            boolean lacksFolders = lacksFolders(data, subdirCount);
            boolean replaced = withMarks ? isReplaced(storePath, lacksFolders, state.mark(index)) : lacksFolders;
            if (files.flag().isEmpty() && (state.isSettled() && replaced || files.hasOldOnes())) {
                LocalDisk.makeFolders(data);
                files.write(RecoveryFiles.Flag.begun(StorageStatus.NONE));
                log.warn(
                        "store_path{} {} is new or lacks folders: its files come from other members", index, storePath);
            }
        }
    }

    /** A disk with another mark than the noted one is not replaced but exchanged; that is refused elsewhere. */
    private static boolean isReplaced(Path storePath, boolean lacksFolders, Optional<String> noted) throws IOException {
        Optional<String> found = PathMarks.found(storePath);
        boolean lostMark = found.isEmpty() && noted.isPresent();
        boolean exchanged = found.isPresent() && !found.equals(noted);
        return !exchanged && (lostMark || lacksFolders);
    }

    /** C looks at the first and the last folder only. */
    private static boolean lacksFolders(Path data, int subdirCount) {
        String last = String.format("%02X", subdirCount - 1);
        return !Files.isDirectory(data.resolve("00/00"))
                || !Files.isDirectory(data.resolve(last).resolve(last));
    }
}
