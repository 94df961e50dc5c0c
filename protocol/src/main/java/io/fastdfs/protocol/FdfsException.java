package io.fastdfs.protocol;

import java.io.IOException;

/** A request that is, or was, answered with a non-zero status. */
public final class FdfsException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    public FdfsException(Status status, String attempted) {
        super(status.inWords() + ": " + attempted);
        this.status = status;
    }

    public FdfsException(Status status, String attempted, Throwable cause) {
        super(status.inWords() + ": " + attempted, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }

    /** A message that C refuses with EINVAL. */
    public static FdfsException invalid(String why) {
        return new FdfsException(Status.EINVAL, why);
    }
}
