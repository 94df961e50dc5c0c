package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The global keys of a conf file. */
final class ConfText {
    private final List<String[]> items = new ArrayList<>();

    static ConfText read(Path file) throws FdfsException {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw Errno.ofFile("read " + file, e);
        }
    }

    static ConfText parse(String text) {
        ConfText conf = new ConfText();
        boolean global = true;
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                global = line.equals("[]");
            } else if (global && !line.startsWith("#") && equals > 0) {
                conf.items.add(new String[] {
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip()
                });
            }
        }
        return conf;
    }

    List<String> all(String key) {
        List<String> values = new ArrayList<>();
        for (String[] item : items) {
            if (item[0].equals(key)) {
                values.add(item[1]);
            }
        }
        return values;
    }

    String last(String key, String absent) {
        List<String> values = all(key);
        return values.isEmpty() ? absent : values.getLast();
    }

    String required(String key) throws FdfsException {
        List<String> values = all(key);
        if (values.isEmpty()) {
            throw new FdfsException(Status.ENOENT, key + " is missing");
        }
        return values.getLast();
    }

    /** The digits at the beginning, as C's atoi; 0 if there are none. */
    int number(String key, int absent) {
        String text = last(key, String.valueOf(absent));
        int end = 0;
        while (end < text.length()
                && end < 9
                && (Character.isDigit(text.charAt(end)) || end == 0 && text.charAt(0) == '-')) {
            end++;
        }
        String digits = text.substring(0, end);
        return digits.isEmpty() || digits.equals("-") ? 0 : Integer.parseInt(digits);
    }

    boolean yes(String key) {
        String value = last(key, "false");
        return value.equals("1")
                || value.equalsIgnoreCase("true")
                || value.equalsIgnoreCase("yes")
                || value.equalsIgnoreCase("on");
    }
}
