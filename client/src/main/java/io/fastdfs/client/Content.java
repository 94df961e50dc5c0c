package io.fastdfs.client;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Bytes to be stored: a file, an array, or part of a stream; with the extension that the stored file gets, and a
 * listener that hears how far the transfer is.
 *
 * <p>The content of a stream can be sent once only.
 */
public final class Content {
    private static final LongConsumer NO_PROGRESS = bytes -> {};
    private static final Content NONE = of(new byte[0]);

    private final Source source;
    private final long length;
    private final String extension;
    private final LongConsumer progress;

    /** Opens the bytes from their first. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    private Content(Source source, long length, String extension, LongConsumer progress) {
        this.source = source;
        this.length = length;
        this.extension = extension;
        this.progress = progress;
    }

    /**
     * A file, with the extension that stands in its name: what follows the last dot, or the last two parts if they fit
     * into 6 characters ({@code tar.gz}); none if the last part has more than 6 or others than letters, digits, '-', '_'.
     *
     * @throws IOException if there is no such file, or it is a directory or a device
     */
    public static Content of(Path file) throws IOException {
        long length = Files.size(file);
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        return new Content(() -> Files.newInputStream(file), length, Extension.of(file), NO_PROGRESS);
    }

    /** All bytes of an array, which must not change until they are stored; without an extension. */
    public static Content of(byte[] bytes) {
        return new Content(() -> new ByteArrayInputStream(bytes), bytes.length, "", NO_PROGRESS);
    }

    /**
     * The next {@code length} bytes of a stream, which stays open; without an extension.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Content of(InputStream stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("content of " + length + " bytes");
        }
        return new Content(() -> new Unclosed(stream), length, "", NO_PROGRESS);
    }

    static Content none() {
        return NONE;
    }

    /**
     * The same bytes with another extension; empty: none. It comes without its dot.
     *
     * @throws IllegalArgumentException if it has more than 6 characters, or others than letters, digits, '-', '_', '.'
     */
    public Content withExtension(String wanted) {
        return new Content(source, length, Extension.checked(wanted), progress);
    }

    /** The same bytes with a listener, which hears the bytes sent so far; it is called by the thread that stores them. */
    public Content onProgress(LongConsumer listener) {
        return new Content(source, length, extension, listener);
    }

    /** How many bytes there are. */
    public long length() {
        return length;
    }

    /** The extension without its dot; empty: none. */
    public String extension() {
        return extension;
    }

    InputStream open() throws IOException {
        return source.open();
    }

    void sent(long bytes) {
        progress.accept(bytes);
    }

    /** A stream that belongs to the caller. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Who opened it closes it.
        }
    }
}
