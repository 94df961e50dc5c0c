package io.fastdfs.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metadata as text: records {@code key 0x02 value}, separated by 0x01. */
final class Metadata {
    private static final char RECORD = '\u0001';
    private static final char FIELD = '\u0002';

    private Metadata() {}

    static byte[] encode(Map<String, String> metadata) {
        StringBuilder text = new StringBuilder();
        metadata.forEach((key, value) -> {
            if (text.length() > 0) {
                text.append(RECORD);
            }
            text.append(key).append(FIELD).append(value);
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> decode(byte[] text) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String entry : new String(text, StandardCharsets.UTF_8).split(String.valueOf(RECORD))) {
            int field = entry.indexOf(FIELD);
            if (field >= 0) {
                metadata.put(entry.substring(0, field), entry.substring(field + 1));
            }
        }
        return metadata;
    }
}
