package io.fastdfs.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * The content of the files that a run stores: eight bytes of a number, by which no two files are equal, then a pattern that
 * nobody can compress, again and again. So what a file has at any place is known without keeping it.
 */
final class Content {
    static final int NUMBER_BYTES = Long.BYTES;
    /** Small enough to stay in the cache of a processor, as it is sent over and over. */
    private static final int PERIOD = 256 * 1024;

    private static final int SEED = 99;
    /** The pattern twice: so a slice of one period begins anywhere. */
    private final ByteBuffer pattern = ByteBuffer.allocateDirect(2 * PERIOD);

    Content() {
        byte[] once = new byte[PERIOD];
        new SplittableRandom(SEED).nextBytes(once);
        pattern.put(once).put(once).clear();
    }

    /** The bytes of the number that a file of this size has. */
    static byte[] numberBytes(long number, long size) {
        byte[] bytes = new byte[(int) Math.min(NUMBER_BYTES, size)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >>> 8 * (NUMBER_BYTES - 1 - i));
        }
        return bytes;
    }

    /** What stands there, behind the number: at most one period of it. */
    ByteBuffer slice(long position, long length) {
        int start = (int) (position % PERIOD);
        return pattern.slice(start, (int) Math.min(PERIOD, length));
    }

    /** The CRC32 of a part of the file with this number. */
    int crc32(long number, long offset, long length) {
        CRC32 crc = new CRC32();
        long position = offset;
        long end = offset + length;
        if (position < NUMBER_BYTES) {
            int last = (int) Math.min(NUMBER_BYTES, end);
            crc.update(numberBytes(number, NUMBER_BYTES), (int) position, last - (int) position);
            position = last;
        }
        while (position < end) {
            ByteBuffer slice = slice(position, end - position);
            position += slice.remaining();
            crc.update(slice);
        }
        return (int) crc.getValue();
    }
}
