package io.fastdfs.bench;

import io.fastdfs.protocol.FileId;
import java.util.List;

/**
 * What is done, over and over.
 *
 * @param sizes of files that are stored, and of what is appended
 * @param rangeBytes of a download of a part
 * @param storePaths uploads go to so many store paths in turn; 0: the storage or the tracker chooses
 * @param files so many are stored before; 0: as many as the operations need
 * @param given files that are there already; none: they are stored before
 * @param verify what comes back is checked against the CRC32 in the id, and against what was stored
 */
public record Work(
        Mix mix, Sizes sizes, long rangeBytes, int storePaths, int files, List<FileId> given, boolean verify) {
    private static final int MOST_FILES = 1000;
    private static final int FEWEST_FILES = 4;
    private static final long BYTES_OF_FILES = 256L << 20;
    private static final int MAX_STORE_PATHS = 256;

    public Work {
        if (rangeBytes < 1) {
            throw new IllegalArgumentException("a range of " + rangeBytes + " bytes");
        }
        if (storePaths < 0 || storePaths > MAX_STORE_PATHS) {
            throw new IllegalArgumentException(storePaths + " store paths are not 0 to " + MAX_STORE_PATHS);
        }
        if (verify && mix.has(Operation.RANGE) && !given.isEmpty()) {
            throw new IllegalArgumentException(
                    "a range of a given file cannot be verified, as an id has the CRC32 of the whole");
        }
        given = List.copyOf(given);
    }

    /** One operation on files of one size. */
    public static Work of(Operation operation, long bytes) {
        return new Work(Mix.of(operation), Sizes.of(bytes), 4096, 0, 0, List.of(), false);
    }

    /** The same with so many files stored before. */
    public Work withFiles(int count) {
        return new Work(mix, sizes, rangeBytes, storePaths, count, given, verify);
    }

    /** The same with uploads to so many store paths in turn. */
    public Work onStorePaths(int count) {
        return new Work(mix, sizes, rangeBytes, count, files, given, verify);
    }

    /** The same, with what comes back checked. */
    public Work verified() {
        return new Work(mix, sizes, rangeBytes, storePaths, files, given, true);
    }

    /** How many files have to be there: where nobody said it, 256 MiB of them, but 4 to 1,000. */
    int filesNeeded() {
        long fit = BYTES_OF_FILES / Math.max(1, sizes.meanBytes());
        return files > 0 ? files : Math.clamp(fit, FEWEST_FILES, MOST_FILES);
    }
}
