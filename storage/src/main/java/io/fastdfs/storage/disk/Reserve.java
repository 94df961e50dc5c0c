package io.fastdfs.storage.disk;

/** Space that uploads must leave free, as the tracker's {@code reserved_storage_space} says. */
public sealed interface Reserve {
    /** So many megabytes of a server, shared equally by its store paths. */
    record Megabytes(long megabytes) implements Reserve {
        @Override
        public String toString() {
            return megabytes + " MB";
        }
    }

    /** A part of each store path, 0 to 1. */
    record Ratio(double ratio) implements Reserve {
        @Override
        public String toString() {
            return Math.round(ratio * 100) + "%";
        }
    }

    /** True if a file of so many bytes leaves more than the reserve free. */
    default boolean leavesRoom(StorePath path, long bytes, int storePathCount) {
        Space space = path.space();
        long freeAfter = space.freeMegabytes() - (bytes >> 20);
        return switch (this) {
            case Megabytes(long megabytes) -> freeAfter > megabytes / storePathCount;
            case Ratio(double ratio) -> (double) freeAfter / Math.max(1, space.totalMegabytes()) > ratio;
        };
    }
}
