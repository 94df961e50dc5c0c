package io.fastdfs.tracker.cluster;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Storages that hold the same files, in the order of their ids. Guarded by the lock of {@link Cluster}. */
final class Group {
    final String name;
    final NavigableMap<String, Storage> storages = new TreeMap<>();
    int port;
    int storePathCount;
    int subdirCount;
    long totalMegabytes;
    long freeMegabytes;
    /** Grows with every change of the members or their states. */
    long change;

    int readCursor;
    int writeCursor;

    Group(String name) {
        this.name = name;
    }

    /** Those that take uploads. */
    List<Storage> writable() {
        return storages.values().stream().filter(Storage::isActive).toList();
    }

    /** Those that serve downloads. */
    List<Storage> readable() {
        return writable();
    }

    /** Takes a storage's new figures: the group has as much room as its fullest member. */
    void spaceReported(Storage from, long freeBefore) {
        long free = from.freeMegabytes();
        if (freeMegabytes == 0 || free < freeMegabytes) {
            take(from);
        } else if (free > freeBefore) {
            writable().stream()
                    .min((a, b) -> Long.compare(a.freeMegabytes(), b.freeMegabytes()))
                    .ifPresent(this::take);
        }
    }

    private void take(Storage fullest) {
        totalMegabytes = fullest.totalMegabytes();
        freeMegabytes = fullest.freeMegabytes();
    }
}
