package io.fastdfs.client;

import java.util.zip.Checksum;

/** The CRC32 in file names of FastDFS up to 5.11, which shifted its register with the sign: "123456789" has 206af85b. */
final class OldCrc32 implements Checksum {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) == 0 ? entry >>> 1 : entry >>> 1 ^ POLYNOMIAL;
            }
            TABLE[i] = entry;
        }
    }

    private int register = -1;

    @Override
    public void update(int b) {
        register = register >> 8 ^ TABLE[(register ^ b) & 0xFF];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~register & 0xFFFF_FFFFL;
    }

    @Override
    public void reset() {
        register = -1;
    }
}
