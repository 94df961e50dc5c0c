package io.fastdfs.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Shows the bytes of a long transfer on a terminal; silent elsewhere, and for a transfer of less than a second. */
final class ProgressBar implements LongConsumer, AutoCloseable {
    /** The size is not known before the transfer. */
    static final long UNKNOWN = -1;

    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long STEP_NANOS = 200_000_000;

    private final String label;
    private final long total;
    private final boolean terminal = onTerminal();
    private final long startedNanos = System.nanoTime();
    private long nextNanos = startedNanos + FIRST_NANOS;
    private boolean shown;

    /** @param total bytes, or {@link #UNKNOWN} */
    ProgressBar(String label, Path file, long total) {
        this.label = label + " " + file.getFileName();
        this.total = total;
    }

    @SuppressWarnings("SystemConsoleNull") // The JDK documents that it may be null.
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void accept(long bytes) {
        long now = System.nanoTime();
        if (terminal && now - nextNanos >= 0) {
            nextNanos = now + STEP_NANOS;
            shown = true;
            System.err.print("\r" + line(bytes, (now - startedNanos) / 1e9) + " ");
        }
    }

    private String line(long bytes, double seconds) {
        String done = total > 0
                ? String.format(Locale.ROOT, "%,d of %,d MB, %d %%", bytes >> 20, total >> 20, bytes * 100 / total)
                : String.format(Locale.ROOT, "%,d MB", bytes >> 20);
        return String.format(Locale.ROOT, "%s: %s, %.0f MB/s", label, done, bytes / 1e6 / seconds);
    }

    /** Leaves the line on which the progress stands. */
    @Override
    public void close() {
        if (shown) {
            System.err.println();
        }
    }
}
