package io.fastdfs.tracker.cluster;

import java.util.Locale;

/** {@code reserved_storage_space}: what uploads must leave free, in megabytes of a server or as a part of it. */
public sealed interface ReservedSpace {
    /** So many megabytes of each server, shared equally by its store paths. */
    record Megabytes(long megabytes) implements ReservedSpace {}

    /** A part of each store path, between 0 and 1. */
    record Ratio(double ratio) implements ReservedSpace {}

    /** True if so much free space is more than the reserve of a server, or of a group. */
    default boolean allows(long totalMegabytes, long freeMegabytes) {
        return switch (this) {
            case Megabytes(long megabytes) -> freeMegabytes > megabytes;
            case Ratio(double ratio) -> totalMegabytes != 0 && (double) freeMegabytes / totalMegabytes > ratio;
        };
    }

    /** True if so much free space is more than the reserve of one of so many store paths. */
    default boolean allowsOnPath(long totalMegabytes, long freeMegabytes, int storePathCount) {
        return switch (this) {
            case Megabytes(long megabytes) -> freeMegabytes > megabytes / storePathCount;
            case Ratio _ -> allows(totalMegabytes, freeMegabytes);
        };
    }

    /** The reserve in megabytes of a server of this size. */
    default long megabytesOf(long totalMegabytes) {
        return switch (this) {
            case Megabytes(long megabytes) -> megabytes;
            case Ratio(double ratio) -> (long) (totalMegabytes * ratio);
        };
    }

    /** As the parameters for storages say it. */
    default String asParameter() {
        return switch (this) {
            case Megabytes(long megabytes) -> megabytes + "MB";
            case Ratio(double ratio) -> String.format(Locale.ROOT, "%.2f%%", ratio * 100);
        };
    }
}
