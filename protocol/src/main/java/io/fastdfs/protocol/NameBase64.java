package io.fastdfs.protocol;

import java.util.Arrays;
import java.util.Base64;

/**
 * The base64 of names: URL-safe alphabet, no padding. Source: libfastcommon base64.c.
 *
 * <p>C never says that a name is bad base64, it sees other fields in it. A tracker and a storage must see the same, so
 * this decodes as C does.
 */
final class NameBase64 {
    private static final char PAD = '.';
    private static final int MAX_PADS = 2;
    private static final int[] VALUES = new int[128];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Arrays.fill(VALUES, -1);
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = i;
        }
        VALUES[PAD] = 0;
    }

    private NameBase64() {}

    static String encode(byte[] raw) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /**
     * Decodes leniently: the text is padded to a multiple of 4, characters outside the alphabet are skipped, a dot is a
     * zero that counts as padding. Where C gives up, because no multiple of 4 is left or there are more than two dots, it
     * clears the first byte only.
     *
     * @param bytes how many to return; those that the text does not give are 0
     */
    static byte[] decode(CharSequence text, int bytes) {
        int padded = (text.length() + 3) / 4 * 4;
        byte[] raw = new byte[Math.max(bytes, padded / 4 * 3 + 1)];
        int length = 0;
        int pads = 0;
        int bits = 0;
        int cycle = 0;
        for (int i = 0; i < padded; i++) {
            char c = i < text.length() ? text.charAt(i) : PAD;
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                continue;
            }
            pads += c == PAD ? 1 : 0;
            bits = bits << 6 | value;
            if (++cycle == 4) {
                raw[length++] = (byte) (bits >> 16);
                raw[length++] = (byte) (bits >> 8);
                raw[length++] = (byte) bits;
                cycle = 0;
            }
        }
        boolean givenUp = cycle != 0 || pads > MAX_PADS;
        raw[givenUp ? 0 : length - pads] = 0;
        return Arrays.copyOf(raw, bytes);
    }
}
