package io.fastdfs.storage.shelf;

import java.util.Comparator;

/**
 * What a metadata text is, or that it was deleted, as of some second. Clients change it on any member, and the members hear
 * of it in any order: all keep the greatest version, so all keep the same. Records have no time finer than a second, and do
 * not say in a copy who made the change, so versions of one second go by what every member sees: a deletion is greater than
 * any text, and of two texts that with the greater CRC32.
 *
 * @param seconds Unix seconds, of the record and of the file; -1 if nothing is known
 * @param deleted that there is no text
 * @param crc32 of the text; 0 if there is none
 */
public record MetadataVersion(long seconds, boolean deleted, int crc32) implements Comparable<MetadataVersion> {
    private static final Comparator<MetadataVersion> ORDER = Comparator.comparingLong(MetadataVersion::seconds)
            .thenComparing(MetadataVersion::deleted)
            .thenComparing(MetadataVersion::crc32, Integer::compareUnsigned);

    public static MetadataVersion text(long seconds, int crc32) {
        return new MetadataVersion(seconds, false, crc32);
    }

    public static MetadataVersion deletion(long seconds) {
        return new MetadataVersion(seconds, true, 0);
    }

    @Override
    public int compareTo(MetadataVersion other) {
        return ORDER.compare(this, other);
    }

    /** This as the successor of another: in the first second, from its own on, in which it is not less. */
    public MetadataVersion after(MetadataVersion current) {
        if (seconds > current.seconds) {
            return this;
        }
        MetadataVersion sameSecond = new MetadataVersion(current.seconds, deleted, crc32);
        return sameSecond.compareTo(current) >= 0
                ? sameSecond
                : new MetadataVersion(current.seconds + 1, deleted, crc32);
    }
}
