package io.fastdfs.server.process;

import java.io.IOException;

/** Another server runs on this base path. */
public final class AlreadyRunningException extends IOException {
    private static final long serialVersionUID = 1;

    AlreadyRunningException(String message) {
        super(message);
    }
}
