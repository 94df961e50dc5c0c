package io.fastdfs.storage.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code data/.data_init_flag}: what this storage remembers of itself and of how it came into its group. Keys that are not
 * used here are kept as they are. Source: FastDFS storage_func.c.
 */
public final class InitFlag {
    private static final Logger log = LoggerFactory.getLogger(InitFlag.class);
    private static final String JOIN_TIME = "storage_join_time";
    private static final String SETTLED = "sync_old_done";
    private static final String SOURCE = "sync_src_server";
    private static final String UNTIL = "sync_until_timestamp";
    private static final String LAST_ADDRESS = "last_ip_addr";
    private static final String LAST_PORT = "last_server_port";
    private static final String MARK = "store_path_mark";
    private static final String TRUNK_FILE = "current_trunk_file_id";
    private static final List<String> ALWAYS = List.of(JOIN_TIME, SETTLED, SOURCE);
    /** Not used here; a C storage that takes over again needs them as it has left them. */
    private static final List<String> TRUNK =
            List.of(TRUNK_FILE, "trunk_last_compress_time", "trunk_binlog_compress_stage");

    private static final String REMEDY =
            ": restore it from a copy, or delete it, and this storage joins its group as a new one";
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;
    private static final long MAX_PORT = 0xFFFF;

    private final Path path;
    private final Map<String, String> values;
    /** True if a key was added that the file does not have yet. */
    private boolean unwritten;

    private InitFlag(Path path, Map<String, String> values) {
        this.path = path;
        this.values = values;
    }

    /**
     * Reads the file, or makes it at the very first start.
     *
     * @param nowSeconds Unix time, for a storage that begins now
     * @throws IOException if the file is there, but is not whole: then nobody knows what this storage has to be filled with
     */
    public static InitFlag open(Path basePath, long nowSeconds) throws IOException {
        Path path = basePath.resolve("data").resolve(".data_init_flag");
        Optional<Map<String, String>> found = StateFile.read(path);
        InitFlag flag = new InitFlag(path, defaults(nowSeconds));
        if (found.isEmpty()) {
            flag.write();
            return flag;
        }
        flag.take(found.get());
        return flag;
    }

    /** All keys that C writes whatever is configured, in its order. */
    private static Map<String, String> defaults(long nowSeconds) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(JOIN_TIME, String.valueOf(nowSeconds));
        values.put(SETTLED, "0");
        values.put(SOURCE, "");
        values.put(UNTIL, "0");
        values.put(LAST_ADDRESS, "");
        values.put(LAST_PORT, "0");
        TRUNK.forEach(key -> values.put(key, "0"));
        return values;
    }

    /** Old releases of C write fewer keys; those that are missing are added, as they would be there. */
    private void take(Map<String, String> found) throws IOException {
        for (String key : ALWAYS) {
            if (!found.containsKey(key)) {
                throw new IOException(path + " has no " + key + REMEDY);
            }
        }
        List<String> missing =
                values.keySet().stream().filter(key -> !found.containsKey(key)).toList();
        values.putAll(found);
        number(JOIN_TIME, MAX_UINT32);
        number(SETTLED, MAX_UINT32);
        number(UNTIL, MAX_UINT32);
        number(LAST_PORT, MAX_PORT);
        for (String key : TRUNK) {
            number(key, MAX_UINT32);
        }
        if (!missing.isEmpty()) {
            log.warn("{} has no {}: added as in a new one", path, String.join(", ", missing));
            unwritten = true;
        }
    }

    /** When this storage was made, Unix seconds. */
    public synchronized long joinSeconds() throws IOException {
        return number(JOIN_TIME, MAX_UINT32);
    }

    /** True once it is decided who fills this storage; that says nothing of whether all has come. */
    public synchronized boolean isSettled() {
        return !values.getOrDefault(SETTLED, "0").equals("0");
    }

    /** Who fills it, or has; empty if it was the first of its group. */
    public synchronized String sourceId() {
        return values.getOrDefault(SOURCE, "");
    }

    /** Up to which time the source sends what it has from others, Unix seconds; 0 without a source. */
    public synchronized long untilSeconds() throws IOException {
        return number(UNTIL, MAX_UINT32);
    }

    /** The port of the last start, which stands in the names of mark files; 0 if none is noted. */
    public synchronized int lastPort() throws IOException {
        return (int) number(LAST_PORT, MAX_PORT);
    }

    /** The addresses by which trackers saw this storage at its last start, comma separated; empty if none is noted. */
    public synchronized String lastAddress() {
        return values.getOrDefault(LAST_ADDRESS, "");
    }

    /** True if this storage has made trunk files, which only C can read. */
    public synchronized boolean hasTrunkFiles() throws IOException {
        return number(TRUNK_FILE, MAX_UINT32) > 0;
    }

    /** The mark of a store path; empty if it has none. */
    public synchronized Optional<String> mark(int storePathIndex) {
        return Optional.ofNullable(values.get(MARK + storePathIndex));
    }

    /** Notes who fills this storage. */
    public synchronized void settle(String sourceId, long untilSeconds) throws IOException {
        values.put(SETTLED, "1");
        values.put(SOURCE, sourceId);
        values.put(UNTIL, String.valueOf(untilSeconds));
        write();
    }

    /** Notes another name of the storage that fills this one; empty: it has left. */
    public synchronized void renameSource(String sourceId) throws IOException {
        put(SOURCE, sourceId);
    }

    /** Forgets it: the source is gone before it was done. */
    public synchronized void unsettle() throws IOException {
        values.put(SETTLED, "0");
        values.put(SOURCE, "");
        values.put(UNTIL, "0");
        write();
    }

    public synchronized void setLastPort(int port) throws IOException {
        put(LAST_PORT, String.valueOf(port));
    }

    public synchronized void setLastAddress(String addresses) throws IOException {
        put(LAST_ADDRESS, addresses);
    }

    public synchronized void setMark(int storePathIndex, String mark) throws IOException {
        put(MARK + storePathIndex, mark);
    }

    private void put(String key, String value) throws IOException {
        if (!value.equals(values.put(key, value)) || unwritten) {
            write();
        }
    }

    private long number(String key, long max) throws IOException {
        String digits = values.getOrDefault(key, "");
        try {
            long number = Long.parseLong(digits);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like one that is no time.
        }
        throw new IOException(path + ": " + key + " is \"" + StateFile.shown(digits)
                + "\", which is no number from 0 to " + max + REMEDY);
    }

    private void write() throws IOException {
        StateFile.replace(path, values);
        unwritten = false;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
