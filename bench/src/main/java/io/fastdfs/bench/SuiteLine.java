package io.fastdfs.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of the table in {@code docs/performance.md}.
 *
 * @param connections that ask at the same time
 * @param throughTracker as clients do it, else straight to a storage
 * @param mostRequests in one run, so that a run stores no more than fits into a page cache; 0: no bound
 */
public record SuiteLine(String name, Work work, int connections, boolean throughTracker, long mostRequests) {
    private static final long SMALL = 4096;
    private static final long MEDIUM = 1 << 20;
    private static final long LARGE = 64 << 20;
    private static final int FILES_TO_DELETE = 20_000;

    /** All of them, in the order of the table. */
    public static List<SuiteLine> all() {
        return List.of(
                straight("upload 4 KB, 1 connection", Work.of(Operation.UPLOAD, SMALL), 1, 0),
                straight("upload 4 KB, 32 connections", Work.of(Operation.UPLOAD, SMALL), 32, 0),
                straight("upload 1 MB, 16 connections", Work.of(Operation.UPLOAD, MEDIUM), 16, 2000),
                straight("upload 64 MB, 4 connections", Work.of(Operation.UPLOAD, LARGE), 4, 32),
                straight("download 4 KB, 1 connection", Work.of(Operation.DOWNLOAD, SMALL), 1, 0),
                straight("download 4 KB, 32 connections", Work.of(Operation.DOWNLOAD, SMALL), 32, 0),
                straight("download 4 KB, 512 connections", Work.of(Operation.DOWNLOAD, SMALL), 512, 0),
                straight("download 1 MB, 16 connections", Work.of(Operation.DOWNLOAD, MEDIUM), 16, 0),
                straight("download 64 MB, 4 connections", Work.of(Operation.DOWNLOAD, LARGE), 4, 0),
                straight("file info, 32 connections", Work.of(Operation.INFO, SMALL), 32, 0),
                straight(
                        "delete, 32 connections",
                        Work.of(Operation.DELETE, SMALL).withFiles(FILES_TO_DELETE),
                        32,
                        FILES_TO_DELETE),
                new SuiteLine(
                        "upload 4 KB through the tracker, 32 connections",
                        Work.of(Operation.UPLOAD, SMALL),
                        32,
                        true,
                        0));
    }

    private static SuiteLine straight(String name, Work work, int connections, long mostRequests) {
        return new SuiteLine(name, work, connections, false, mostRequests);
    }

    /**
     * Those whose name has one of these parts in it; all, if no part is given.
     *
     * @throws IllegalArgumentException if a part is in no name
     */
    public static List<SuiteLine> matching(List<String> parts) {
        for (String part : parts) {
            if (all().stream().noneMatch(line -> line.name.contains(part))) {
                String names = all().stream().map(SuiteLine::name).collect(Collectors.joining("; "));
                throw new IllegalArgumentException("no line has \"" + part + "\" in its name; there are: " + names);
            }
        }
        return all().stream()
                .filter(line -> parts.isEmpty() || parts.stream().anyMatch(line.name::contains))
                .toList();
    }

    /** True if a warm-up would use up what is to be measured. */
    boolean isUsedUp() {
        return work.mix().has(Operation.DELETE);
    }
}
