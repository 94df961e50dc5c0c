package io.fastdfs.storage.state;

import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.storage.disk.FolderCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code data/storage_stat.dat}: the counters, and the folder for the next file. Source: FastDFS storage_func.c. */
public final class StatFile {
    private static final Logger log = LoggerFactory.getLogger(StatFile.class);
    private static final String HIGH = "dist_path_index_high";
    private static final String LOW = "dist_path_index_low";
    private static final String IN_FOLDER = "dist_write_file_count";

    /** The counters that are kept, in C's order; the others are known to trackers only. */
    private static final List<Field> KEPT = List.of(
            Field.TOTAL_UPLOAD_COUNT,
            Field.SUCCESS_UPLOAD_COUNT,
            Field.TOTAL_APPEND_COUNT,
            Field.SUCCESS_APPEND_COUNT,
            Field.TOTAL_MODIFY_COUNT,
            Field.SUCCESS_MODIFY_COUNT,
            Field.TOTAL_TRUNCATE_COUNT,
            Field.SUCCESS_TRUNCATE_COUNT,
            Field.TOTAL_DOWNLOAD_COUNT,
            Field.SUCCESS_DOWNLOAD_COUNT,
            Field.LAST_SOURCE_UPDATE,
            Field.LAST_SYNC_UPDATE,
            Field.TOTAL_SET_META_COUNT,
            Field.SUCCESS_SET_META_COUNT,
            Field.TOTAL_DELETE_COUNT,
            Field.SUCCESS_DELETE_COUNT,
            Field.TOTAL_GET_META_COUNT,
            Field.SUCCESS_GET_META_COUNT,
            Field.TOTAL_CREATE_LINK_COUNT,
            Field.SUCCESS_CREATE_LINK_COUNT,
            Field.TOTAL_DELETE_LINK_COUNT,
            Field.SUCCESS_DELETE_LINK_COUNT,
            Field.TOTAL_UPLOAD_BYTES,
            Field.SUCCESS_UPLOAD_BYTES,
            Field.TOTAL_APPEND_BYTES,
            Field.SUCCESS_APPEND_BYTES,
            Field.TOTAL_MODIFY_BYTES,
            Field.SUCCESS_MODIFY_BYTES,
            Field.TOTAL_DOWNLOAD_BYTES,
            Field.SUCCESS_DOWNLOAD_BYTES,
            Field.TOTAL_SYNC_IN_BYTES,
            Field.SUCCESS_SYNC_IN_BYTES,
            Field.TOTAL_SYNC_OUT_BYTES,
            Field.SUCCESS_SYNC_OUT_BYTES,
            Field.TOTAL_FILE_OPEN_COUNT,
            Field.SUCCESS_FILE_OPEN_COUNT,
            Field.TOTAL_FILE_READ_COUNT,
            Field.SUCCESS_FILE_READ_COUNT,
            Field.TOTAL_FILE_WRITE_COUNT,
            Field.SUCCESS_FILE_WRITE_COUNT);

    private final Path path;

    public StatFile(Path basePath) {
        this.path = basePath.resolve("data").resolve("storage_stat.dat");
    }

    /** What stands there; where the file, or a line of it, is missing or is no number, 0. */
    public Stat read() throws IOException {
        Map<String, String> values = StateFile.read(path).orElse(Map.of());
        StorageCounters counters = StorageCounters.none();
        for (Field field : KEPT) {
            counters = counters.with(field, number(values, key(field)));
        }
        FolderCursor.Position next = new FolderCursor.Position(
                (int) number(values, HIGH), (int) number(values, LOW), (int) number(values, IN_FOLDER));
        return new Stat(counters, next);
    }

    /** The whole contents. */
    public record Stat(StorageCounters counters, FolderCursor.Position next) {}

    public void write(Stat stat) throws IOException {
        Map<String, Long> values = new LinkedHashMap<>();
        KEPT.forEach(field -> values.put(key(field), stat.counters.value(field)));
        values.put(HIGH, (long) stat.next.high());
        values.put(LOW, (long) stat.next.low());
        values.put(IN_FOLDER, (long) stat.next.inFolder());
        StateFile.replace(path, values);
    }

    private static String key(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private long number(Map<String, String> values, String key) {
        String digits = values.getOrDefault(key, "0");
        try {
            return Math.max(0, Long.parseLong(digits));
        } catch (NumberFormatException _) {
            log.warn("{}: {} is \"{}\" and counts from 0 again", path, key, digits);
            return 0;
        }
    }
}
