package io.fastdfs.protocol;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The facts that the 27 base64 characters of a name carry. Source: FastDFS storage_service.c, storage_gen_filename.
 *
 * <pre>
 *  0   4  source         IPv4 address, or a storage id as a little-endian number below 2^24
 *  4   4  created        Unix seconds
 *  8   8  sizeAndFlags   bit 63: size is the low 32 bits; bit 59: trunk slot; bit 58: appender
 * 16   4  crc32          of the content; of an appender: of its first content; of a slave: of its master
 * </pre>
 *
 * @param filename the logic filename
 * @param source as the four bytes stand, first byte highest
 * @param createdSeconds Unix seconds
 */
public record FileName(String filename, int source, int createdSeconds, long sizeAndFlags, int crc32) {
    /** Characters of a logic filename that is neither slave nor trunk. */
    public static final int NORMAL_LENGTH = 44;
    /** Characters of a logic filename in a trunk file. */
    public static final int TRUNK_LENGTH = 60;

    public static final int ENCODED_LENGTH = 27;
    private static final int TAIL_LENGTH = 7;
    private static final long MASKED = 1L << 63;
    private static final long TRUNK = 1L << 59;
    private static final long APPENDER = 1L << 58;
    private static final int RANDOM_BITS = 23;
    private static final int MAX_STORAGE_ID = (1 << 24) - 1;

    /** What a file may be asked for. */
    public enum Kind {
        NORMAL,
        APPENDER,
        SLAVE
    }

    /**
     * Decodes a logic filename. Characters outside the alphabet leave every field 0, as in C.
     *
     * @throws FdfsException EINVAL if it is too short to carry the fields
     */
    public static FileName decode(String filename) throws FdfsException {
        int end = LogicName.PREFIX_BYTES + ENCODED_LENGTH;
        if (filename.length() < end) {
            throw FdfsException.invalid("filename of " + filename.length() + " characters carries no facts");
        }
        ByteBuffer raw;
        try {
            raw = ByteBuffer.wrap(Base64.getUrlDecoder().decode(filename.substring(LogicName.PREFIX_BYTES, end)));
        } catch (IllegalArgumentException notBase64) {
            raw = ByteBuffer.allocate(20);
        }
        return new FileName(filename, raw.getInt(), raw.getInt(), raw.getLong(), raw.getInt());
    }

    /** The 27 characters. */
    public static String encode(int source, int createdSeconds, long sizeAndFlags, int crc32) {
        ByteBuffer raw = ByteBuffer.allocate(20);
        raw.putInt(source).putInt(createdSeconds).putLong(sizeAndFlags).putInt(crc32);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw.array());
    }

    /**
     * The size field of a plain file.
     *
     * @param random any number; its low 23 bits make equal uploads differ
     */
    public static long plainSize(long size, int random) {
        return size >>> 32 != 0 ? size : MASKED | randomBits(random) | size;
    }

    /** The size field of an appender file, whose size is not in its name. */
    public static long appenderSize(int random) {
        return MASKED | APPENDER | randomBits(random);
    }

    private static long randomBits(int random) {
        return (long) (random & ((1 << RANDOM_BITS) - 1)) << 32;
    }

    /**
     * The source field of a storage id.
     *
     * @param id 1 to 2^24 - 1
     */
    public static int sourceOfStorageId(int id) {
        if (id < 1 || id > MAX_STORAGE_ID) {
            throw new IllegalArgumentException("storage id " + id);
        }
        return Integer.reverseBytes(id);
    }

    /**
     * The seven characters behind the 27: random digits, then dot and extension.
     *
     * @param random 0 or more; its decimal digits are used
     */
    public static String tail(String extension, int random) {
        int digits = extension.isEmpty() ? TAIL_LENGTH : TAIL_LENGTH - 1 - extension.length();
        StringBuilder tail = new StringBuilder(TAIL_LENGTH);
        int rest = random;
        for (int i = 0; i < digits; i++) {
            tail.append((char) ('0' + rest % 10));
            rest /= 10;
        }
        return extension.isEmpty()
                ? tail.toString()
                : tail.append('.').append(extension).toString();
    }

    /**
     * The name of a slave: the master's up to its dot, then prefix and extension.
     *
     * @param master true name or logic filename of the master
     * @param extension without its dot; empty: none
     * @throws FdfsException EINVAL if the master is too short, or the result would be a metadata file
     */
    public static String slave(String master, String prefix, String extension) throws FdfsException {
        if (master.length() < 34) {
            throw FdfsException.invalid("master filename of " + master.length() + " bytes is too short");
        }
        boolean plain = extension.isEmpty();
        if (plain && prefix.equals("-m")) {
            throw FdfsException.invalid("prefix -m without extension is a metadata file's name");
        }
        int dot = master.indexOf('.', master.length() - TAIL_LENGTH);
        String stem = dot < 0 ? master : master.substring(0, dot);
        return stem + prefix + (plain ? "" : extension.startsWith(".") ? extension : "." + extension);
    }

    /** The kind, recognised by flag and by length, in C's order. */
    public Kind kind() {
        if ((sizeAndFlags & APPENDER) != 0) {
            return Kind.APPENDER;
        }
        boolean slave = filename.length() > TRUNK_LENGTH || filename.length() > NORMAL_LENGTH && !hasTrunkFlag();
        return slave ? Kind.SLAVE : Kind.NORMAL;
    }

    /** True if the file is a slot of a trunk file. */
    public boolean isTrunk() {
        return hasTrunkFlag() && filename.length() == TRUNK_LENGTH;
    }

    private boolean hasTrunkFlag() {
        return (sizeAndFlags & TRUNK) != 0;
    }

    /** Bytes of a normal file; -1 where the name does not know: appenders and slaves. */
    public long size() {
        if (kind() != Kind.NORMAL) {
            return -1;
        }
        return (sizeAndFlags & (MASKED | TRUNK)) != 0 ? sizeAndFlags & 0xFFFF_FFFFL : sizeAndFlags;
    }

    /** The storage id that made the file, or 0 if the name holds an address. */
    public int sourceStorageId() {
        int id = Integer.reverseBytes(source);
        return id >= 1 && id <= MAX_STORAGE_ID ? id : 0;
    }

    /** The IPv4 address that made the file, dotted; empty if the name holds a storage id. */
    public String sourceAddress() {
        if (sourceStorageId() != 0) {
            return "";
        }
        return (source >>> 24) + "." + (source >>> 16 & 0xFF) + "." + (source >>> 8 & 0xFF) + "." + (source & 0xFF);
    }
}
