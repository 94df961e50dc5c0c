package io.fastdfs.protocol;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the 27 base64 characters of a name carry. Source: FastDFS storage_service.c, storage_gen_filename.
 *
 * <pre>
 *  0   4  source         IPv4 address, or a storage id as a little-endian number below 2^24
 *  4   4  created        Unix seconds
 *  8   8  sizeAndFlags   bit 63: size is the low 32 bits, above them 23 random ones; bit 59: trunk slot; bit 58: appender
 * 16   4  crc32          of the content; of an appender: of its first content; of a slave: of its master
 * </pre>
 *
 * <p>A whole logic filename is {@code Mnn/HH/HH/}, the 27 characters, of a file in a trunk file the 16 of its
 * {@link TrunkPart}, and a {@link #tail}. Names without bit 63 come from releases before 2.07 (plain files) and 4.00
 * (appenders and slots), and of plain files of 4 GiB and more, whose size leaves no room for it.
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
    static final int TAIL_LENGTH = 7;
    private static final int RAW_BYTES = 20;
    private static final int MIN_MASTER = 34;
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
     * Decodes a logic filename. As in C there are no bad characters: where they are no base64, other facts are seen.
     *
     * @throws FdfsException EINVAL if it is too short to carry the facts
     */
    public static FileName decode(String filename) throws FdfsException {
        int end = LogicName.PREFIX_BYTES + ENCODED_LENGTH;
        if (filename.length() < end) {
            throw FdfsException.invalid("filename of " + filename.length() + " characters carries no facts");
        }
        String encoded = filename.substring(LogicName.PREFIX_BYTES, end);
        ByteBuffer raw = ByteBuffer.wrap(NameBase64.decode(encoded, RAW_BYTES));
        return new FileName(filename, raw.getInt(), raw.getInt(), raw.getLong(), raw.getInt());
    }

    /** The 27 characters. */
    public static String encode(int source, int createdSeconds, long sizeAndFlags, int crc32) {
        ByteBuffer raw = ByteBuffer.allocate(RAW_BYTES);
        raw.putInt(source).putInt(createdSeconds).putLong(sizeAndFlags).putInt(crc32);
        return NameBase64.encode(raw.array());
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

    /**
     * The size field of a file in a trunk file.
     *
     * @param size below 2^32, as slots are
     */
    public static long trunkSize(long size, int random) {
        if (size >>> 32 != 0) {
            throw new IllegalArgumentException("a slot cannot hold " + size + " bytes");
        }
        return MASKED | TRUNK | randomBits(random) | size;
    }

    private static long randomBits(int random) {
        return (long) (random & ((1 << RANDOM_BITS) - 1)) << 32;
    }

    /**
     * The source field of an address. Of IPv6 it is the bytes 8 to 11, which nobody can turn back into an address: they
     * look like an IPv4 one. So does the end {@code .0} of an IPv4 address look like a storage id.
     */
    public static int sourceOfAddress(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes).getInt(bytes.length == Integer.BYTES ? 0 : Long.BYTES);
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
     * The seven characters at the end: random digits, then dot and extension.
     *
     * @param extension without its dot, at most 6 characters
     * @param random 0 or more; its decimal digits are used
     */
    public static String tail(String extension, int random) {
        if (extension.length() > Width.EXTENSION) {
            throw new IllegalArgumentException("extension " + extension);
        }
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
     * The name of a slave: the master's up to the dot in its tail, then prefix and extension.
     *
     * @param master true filename of the master, without {@code Mnn/}
     * @param prefix what tells the slave from its master; empty only with another extension
     * @param extension with or without its dot; empty: none
     * @throws FdfsException EINVAL if the master is too short, or the result would be the master or a metadata file
     */
    public static String slave(String master, String prefix, String extension) throws FdfsException {
        if (master.length() < MIN_MASTER) {
            throw FdfsException.invalid("master filename of " + master.length() + " bytes is too short");
        }
        String dotted = extension.isEmpty() || extension.startsWith(".") ? extension : "." + extension;
        if (dotted.isEmpty() && prefix.equals("-m")) {
            throw FdfsException.invalid("prefix -m without extension is a metadata file's name");
        }
        int dot = master.indexOf('.', master.length() - TAIL_LENGTH);
        String stem = dot < 0 ? master : master.substring(0, dot);
        if (prefix.isEmpty() && master.length() == stem.length() + dotted.length() && master.endsWith(dotted)) {
            throw FdfsException.invalid("a slave without prefix has its master's name");
        }
        return stem + prefix + dotted;
    }

    /**
     * The kind, recognised by flag and by length, in C's order. So the slave of an appender is an appender, and a slave
     * whose name is no longer than a master's can be is taken for a normal file.
     */
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

    /** Where in which trunk file the file is; null if it is in none. */
    public @Nullable TrunkPart trunkPart() {
        int start = LogicName.PREFIX_BYTES + ENCODED_LENGTH;
        return isTrunk() ? TrunkPart.decode(filename.substring(start, start + TrunkPart.LENGTH)) : null;
    }

    /**
     * What stands in the trunk file before the content, if this name is good for the slot; null if it is in none.
     *
     * @param type {@link SlotHeader#FILE} or {@link SlotHeader#LINK}, which the name does not tell
     */
    public @Nullable SlotHeader slotHeader(int type) {
        TrunkPart part = trunkPart();
        String tail = filename.substring(filename.length() - TAIL_LENGTH);
        return part == null ? null : new SlotHeader(type, part.size(), (int) sizeAndFlags, crc32, createdSeconds, tail);
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
