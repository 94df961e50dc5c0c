package io.fastdfs.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metadata as text: records {@code key 0x02 value}, separated by 0x01. A NUL ends it. */
final class Metadata {
    private static final char RECORD = '\u0001';
    private static final char FIELD = '\u0002';
    private static final int MAX_KEY_BYTES = 64;
    private static final int MAX_VALUE_BYTES = 256;

    private Metadata() {}

    /**
     * Writes the records. A storage would cut a long key or value without a word, so they are refused here.
     *
     * @throws IllegalArgumentException if a key has not 1 to 64 bytes, a value more than 256, or one of them a separator
     */
    static byte[] encode(Map<String, String> metadata) {
        StringBuilder text = new StringBuilder();
        metadata.forEach((key, value) -> {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("a metadata key is empty");
            }
            if (text.length() > 0) {
                text.append(RECORD);
            }
            text.append(checked("key", key, MAX_KEY_BYTES)).append(FIELD);
            text.append(checked("value of " + key, value, MAX_VALUE_BYTES));
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String checked(String name, String text, int maxBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(
                    "metadata " + name + " has " + bytes + " bytes, " + maxBytes + " are allowed");
        }
        if (text.indexOf(RECORD) >= 0 || text.indexOf(FIELD) >= 0 || text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("metadata " + name + " contains one of the characters 0, 1 and 2");
        }
        return text;
    }

    static Map<String, String> decode(byte[] body) {
        String all = new String(body, StandardCharsets.UTF_8);
        String text = all.indexOf(0) < 0 ? all : all.substring(0, all.indexOf(0));
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String entry : text.split(String.valueOf(RECORD))) {
            int field = entry.indexOf(FIELD);
            if (field >= 0) {
                metadata.put(entry.substring(0, field), entry.substring(field + 1));
            }
        }
        return metadata;
    }
}
