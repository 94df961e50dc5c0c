package io.fastdfs.protocol;

/**
 * The two folders of a new file when they are chosen by hash ({@code file_distribute_path_mode = 1}). Source:
 * storage_service.c, storage_get_store_path; libfastcommon hash.c, PJWHash.
 */
public final class HashedFolder {
    private static final int FOLDER_BITS = 8;
    private static final int HASHES = 1 << 2 * FOLDER_BITS;

    private HashedFolder() {}

    /**
     * The folders, as in {@code 0A/FF}.
     *
     * <p>C hashes the 27 characters of the temporary name, so the folder of a file cannot be told from its final name; of
     * a trunk file it hashes the 6 characters that are the base64 of its number.
     *
     * @param subdirCount folders of each level, 1 to 256
     */
    public static String of(String hashed, int subdirCount) {
        int hash = pjw(hashed) % HASHES;
        int high = (hash >> FOLDER_BITS) % subdirCount;
        int low = (hash & 0xFF) % subdirCount;
        return String.format("%02X/%02X", high, low);
    }

    /** P. J. Weinberger's hash on signed 32-bit numbers, 0 to 2^28 - 1. */
    static int pjw(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash << 4) + text.charAt(i);
            int overflow = hash & 0xF000_0000;
            if (overflow != 0) {
                hash = (hash ^ overflow >> 24) & 0x0FFF_FFFF;
            }
        }
        return hash;
    }
}
