package io.fastdfs.storage.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The text of a metadata file: records {@code key 0x02 value}, separated by 0x01, sorted by key. One char is one byte.
 */
final class MetadataText {
    private static final char RECORD = '\u0001';
    private static final char FIELD = '\u0002';
    private static final int MAX_KEY = 64;
    private static final int MAX_VALUE = 256;

    private MetadataText() {}

    private record Entry(String key, String value) {}

    /**
     * What overwriting leaves: records sorted, keys and values cut to C's limits of 64 and 256 bytes, records without a
     * separator dropped. C leaves stale bytes behind a text that became shorter; this writes the packed form.
     */
    static byte[] packed(byte[] sent) {
        List<Entry> entries = entries(sent);
        entries.sort(Comparator.comparing(Entry::key));
        return join(entries);
    }

    /** What merging leaves: the new value wins for each key. */
    static byte[] merged(byte[] stored, byte[] sent) {
        TreeMap<String, String> byKey = new TreeMap<>();
        entries(stored).forEach(entry -> byKey.put(entry.key, entry.value));
        entries(sent).forEach(entry -> byKey.put(entry.key, entry.value));
        List<Entry> entries = new ArrayList<>();
        byKey.forEach((key, value) -> entries.add(new Entry(key, value)));
        return join(entries);
    }

    private static List<Entry> entries(byte[] text) {
        String whole = new String(text, StandardCharsets.ISO_8859_1);
        int nul = whole.indexOf('\0');
        String used = nul < 0 ? whole : whole.substring(0, nul);
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        while (start < used.length()) {
            int end = used.indexOf(RECORD, start);
            String record = used.substring(start, end < 0 ? used.length() : end);
            int field = record.indexOf(FIELD);
            if (field >= 0) {
                entries.add(new Entry(
                        cut(record.substring(0, field), MAX_KEY), cut(record.substring(field + 1), MAX_VALUE)));
            }
            start = end < 0 ? used.length() : end + 1;
        }
        return entries;
    }

    private static String cut(String text, int bytes) {
        return text.length() <= bytes ? text : text.substring(0, bytes);
    }

    private static byte[] join(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            if (out.size() > 0) {
                out.write(RECORD);
            }
            out.writeBytes((entry.key + FIELD + entry.value).getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }
}
