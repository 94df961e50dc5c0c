package io.fastdfs.protocol;

import java.io.IOException;

/**
 * A request that is, or was, answered with a non-zero status. What was attempted often quotes a peer, and ends in a log:
 * control characters are shown as {@code ?}, so that a peer cannot write lines of its own there.
 */
public final class FdfsException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    public FdfsException(Status status, String attempted) {
        super(status.inWords() + ": " + inOneLine(attempted));
        this.status = status;
    }

    public FdfsException(Status status, String attempted, Throwable cause) {
        super(status.inWords() + ": " + inOneLine(attempted), cause);
        this.status = status;
    }

    private static String inOneLine(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                shown = shown == null ? new StringBuilder(text) : shown;
                shown.setCharAt(i, '?');
            }
        }
        return shown == null ? text : shown.toString();
    }

    public Status status() {
        return status;
    }

    /** A message that C refuses with EINVAL. */
    public static FdfsException invalid(String why) {
        return new FdfsException(Status.EINVAL, why);
    }
}
