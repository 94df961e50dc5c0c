package io.fastdfs.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes to be stored, and how many they are.
 *
 * @param bytes the stream has at least so many
 */
record Content(Source source, long bytes) {
    /** Opens the bytes from their first. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    static Content of(byte[] bytes) {
        return new Content(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    static Content of(Path file) throws IOException {
        return new Content(() -> Files.newInputStream(file), Files.size(file));
    }

    static Content of(InputStream stream, long bytes) {
        return new Content(() -> stream, bytes);
    }

    static Content none() {
        return of(new byte[0]);
    }
}
