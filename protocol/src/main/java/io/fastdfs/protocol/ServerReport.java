package io.fastdfs.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to SERVER_REPORT (125), which only servers of this project know: what a server says of its own machine. Text, a
 * line {@code key=value} each; keys that are not known are passed over.
 *
 * <pre>
 * clock=                  milliseconds since 1970 by the clock of the server
 * started=                seconds since 1970 when its process began, as it says to trackers
 * store_pathN=            where files lie, from 0 on, with these behind it:
 * store_pathN.device=     equal for two folders of one file system
 * store_pathN.total=      bytes of that file system
 * store_pathN.free=       bytes of it that this server may use
 * store_pathN.readonly=   1: it takes no new files, as the operator says
 * store_pathN.writable=   0: the system takes no writes there
 * conf.KEY=               what the conf file of the server says, where its neighbours should say the same
 * </pre>
 *
 * @param storePaths none of a tracker
 */
public record ServerReport(
        long clockMillis, long startSeconds, List<StorePath> storePaths, Map<String, String> settings) {
    private static final String CLOCK = "clock";
    private static final String STARTED = "started";
    private static final String STORE_PATH = "store_path";
    private static final String SETTING = "conf.";
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_STORE_PATHS = 256;

    /**
     * One store path.
     *
     * @param device equal for two folders of one file system
     */
    public record StorePath(
            String path, String device, long totalBytes, long freeBytes, boolean readonly, boolean writable) {}

    public ServerReport {
        storePaths = List.copyOf(storePaths);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * Reads the lines.
     *
     * @throws FdfsException EINVAL if a number is none, or one is missing
     */
    public static ServerReport decode(BodyReader body) throws FdfsException {
        if (body.left() > MAX_BYTES) {
            throw FdfsException.invalid("report of " + body.left() + " bytes, " + MAX_BYTES + " allowed");
        }
        Map<String, String> lines = new TreeMap<>();
        Map<String, String> settings = new TreeMap<>();
        for (String line : body.restText().split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String key = line.substring(0, equals);
                String value = line.substring(equals + 1);
                if (key.startsWith(SETTING)) {
                    settings.put(key.substring(SETTING.length()), value);
                } else {
                    lines.put(key, value);
                }
            }
        }
        List<StorePath> storePaths = new ArrayList<>();
        while (storePaths.size() < MAX_STORE_PATHS && lines.containsKey(STORE_PATH + storePaths.size())) {
            storePaths.add(storePath(lines, STORE_PATH + storePaths.size()));
        }
        return new ServerReport(number(lines, CLOCK), number(lines, STARTED), storePaths, settings);
    }

    private static StorePath storePath(Map<String, String> lines, String key) throws FdfsException {
        return new StorePath(
                lines.getOrDefault(key, ""),
                lines.getOrDefault(key + ".device", ""),
                number(lines, key + ".total"),
                number(lines, key + ".free"),
                "1".equals(lines.get(key + ".readonly")),
                !"0".equals(lines.get(key + ".writable")));
    }

    private static long number(Map<String, String> lines, String key) throws FdfsException {
        try {
            return Long.parseLong(lines.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw FdfsException.invalid("report without a number " + key);
        }
    }

    public void encode(BodyWriter body) {
        line(body, CLOCK, clockMillis);
        line(body, STARTED, startSeconds);
        for (int i = 0; i < storePaths.size(); i++) {
            StorePath path = storePaths.get(i);
            String key = STORE_PATH + i;
            line(body, key, path.path);
            line(body, key + ".device", path.device);
            line(body, key + ".total", path.totalBytes);
            line(body, key + ".free", path.freeBytes);
            line(body, key + ".readonly", path.readonly ? 1 : 0);
            line(body, key + ".writable", path.writable ? 1 : 0);
        }
        settings.forEach((key, value) -> line(body, SETTING + key, value));
    }

    private static void line(BodyWriter body, String key, long value) {
        line(body, key, String.valueOf(value));
    }

    private static void line(BodyWriter body, String key, String value) {
        body.text(key + "=" + value.replace('\n', '?') + "\n");
    }
}
