package io.fastdfs.client;

import java.util.function.LongConsumer;

/** Which bytes of a file are fetched, and who hears how far the transfer is. */
public final class DownloadOptions {
    private static final DownloadOptions WHOLE = new DownloadOptions(0, 0, bytes -> {});

    private final long offset;
    private final long length;
    private final LongConsumer progress;

    private DownloadOptions(long offset, long length, LongConsumer progress) {
        this.offset = offset;
        this.length = length;
        this.progress = progress;
    }

    /** All bytes. */
    public static DownloadOptions whole() {
        return WHOLE;
    }

    /**
     * The bytes from this offset up to the end.
     *
     * @throws IllegalArgumentException if the offset is negative
     */
    public static DownloadOptions from(long offset) {
        return new DownloadOptions(atLeast(0, "offset", offset), 0, WHOLE.progress);
    }

    /**
     * So many bytes from this offset; fewer where the file ends before.
     *
     * @throws IllegalArgumentException if the offset is negative, or the length not positive
     */
    public static DownloadOptions range(long offset, long length) {
        return new DownloadOptions(atLeast(0, "offset", offset), atLeast(1, "length", length), WHOLE.progress);
    }

    private static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " " + value + " is less than " + least);
        }
        return value;
    }

    /**
     * The same bytes with a listener, which hears how many have come so far; it is called by the thread that fetches
     * them. The number falls back to 0 where a transfer has to begin again.
     */
    public DownloadOptions onProgress(LongConsumer listener) {
        return new DownloadOptions(offset, length, listener);
    }

    boolean isWhole() {
        return offset == 0 && length == 0;
    }

    long offset() {
        return offset;
    }

    /** 0: up to the end. */
    long length() {
        return length;
    }

    void received(long bytes) {
        progress.accept(bytes);
    }
}
