package io.fastdfs.client;

import io.fastdfs.protocol.Width;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What stands behind the dot of a stored file: at most 6 characters that a storage allows. */
final class Extension {
    private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z._-]*");
    private static final Pattern PART = Pattern.compile("[0-9A-Za-z_-]+");

    private Extension() {}

    /** The extension of a local file by the rule of the C tools; empty where there is none that fits. */
    static String of(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String last = name.substring(dot + 1);
        if (dot < 0 || last.length() > Width.EXTENSION || !PART.matcher(last).matches()) {
            return "";
        }
        int before = name.lastIndexOf('.', dot - 1);
        boolean two = before > 0
                && name.length() - (before + 1) <= Width.EXTENSION
                && PART.matcher(name.substring(before + 1, dot)).matches();
        return two ? name.substring(before + 1) : last;
    }

    static String checked(String wanted) {
        String extension = wanted.startsWith(".") ? wanted.substring(1) : wanted;
        if (extension.length() > Width.EXTENSION || !ALLOWED.matcher(extension).matches()) {
            throw new IllegalArgumentException("extension \"" + wanted + "\" is not at most " + Width.EXTENSION
                    + " letters, digits, '-', '_' and '.'");
        }
        return extension;
    }
}
