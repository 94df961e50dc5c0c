package io.fastdfs.conf;

import java.net.InetAddress;

/**
 * All addresses that agree in their first bits.
 *
 * @param bits counted from the left
 */
public record Network(InetAddress address, int bits) {
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** True if every bit behind the first ones is 0, as it should be. */
    boolean isExact() {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
            if ((bytes[bit / Byte.SIZE] & 0x80 >> (bit % Byte.SIZE)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
