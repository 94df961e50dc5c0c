package io.fastdfs.conf;

/**
 * One thing to say about a conf file.
 *
 * @param file as it was named by the operator, or by the include
 * @param line counted from 1; 0 if the file as a whole is meant
 * @param message with key and value, on one line
 */
public record Finding(Severity severity, String file, int line, String message) {
    private static final int SHOWN_CHARS = 300;

    public Finding {
        message = printable(message);
    }

    /** {@code ERROR storage.conf line 3: port = abc: allowed is a number from 1 to 65535}. */
    @Override
    public String toString() {
        return severity + " " + file + (line == 0 ? "" : " line " + line) + ": " + message;
    }

    /** A file may hold anything; a terminal or a log must not. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(SHOWN_CHARS).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.length() > SHOWN_CHARS ? shown + "…" : shown.toString();
    }
}
