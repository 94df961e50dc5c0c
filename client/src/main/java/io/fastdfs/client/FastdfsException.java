package io.fastdfs.client;

import io.fastdfs.protocol.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that failed; the message says host, command and status in words. */
public final class FastdfsException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable Status status;

    FastdfsException(String message, @Nullable Status status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** What the server answered; null if it could not be reached, or answered nonsense. */
    public @Nullable Status status() {
        return status;
    }
}
