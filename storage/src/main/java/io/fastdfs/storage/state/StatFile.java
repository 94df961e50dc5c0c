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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Set<String> KEYS = Stream.concat(
                    KEPT.stream().map(StatFile::key), Stream.of(HIGH, LOW, IN_FOLDER))
            .collect(Collectors.toUnmodifiableSet());

    private final Path path;

    public StatFile(Path basePath) {
        this.path = basePath.resolve("data").resolve("storage_stat.dat");
    }

    /** What stands there; where the file, or a line of it, is missing or is no number, 0, as in C. */
    public Stat read() throws IOException {
        Optional<Map<String, String>> found = StateFile.read(path);
        Map<String, String> values = found.orElse(Map.of());
        if (found.isPresent() && !values.keySet().containsAll(KEYS)) {
            log.warn("{} is not whole: what it lacks of its {} numbers counts from 0 again", path, KEYS.size());
        }
        StorageCounters counters = StorageCounters.none();
        for (Field field : KEPT) {
            counters = counters.with(field, number(values, key(field), Long.MAX_VALUE));
        }
        FolderCursor.Position next =
                new FolderCursor.Position(small(values, HIGH), small(values, LOW), small(values, IN_FOLDER));
        Stat stat = new Stat(counters, next);
        if (found.isPresent() && !found.get().equals(text(stat))) {
            write(stat); // So that what was mended is said once.
        }
        return stat;
    }

    /** The whole contents. */
    public record Stat(StorageCounters counters, FolderCursor.Position next) {}

    public void write(Stat stat) throws IOException {
        StateFile.replace(path, text(stat));
    }

    private static Map<String, String> text(Stat stat) {
        Map<String, String> values = new LinkedHashMap<>();
        KEPT.forEach(field -> values.put(key(field), String.valueOf(stat.counters.value(field))));
        values.put(HIGH, String.valueOf(stat.next.high()));
        values.put(LOW, String.valueOf(stat.next.low()));
        values.put(IN_FOLDER, String.valueOf(stat.next.inFolder()));
        return values;
    }

    private static String key(Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private int small(Map<String, String> values, String key) {
        return (int) number(values, key, Integer.MAX_VALUE);
    }

    private long number(Map<String, String> values, String key, long max) {
        String digits = values.getOrDefault(key, "0");
        try {
            long number = Long.parseLong(digits);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Counts from 0, like a negative one.
        }
        log.warn("{}: {} is \"{}\" and counts from 0 again", path, key, StateFile.shown(digits));
        return 0;
    }
}
