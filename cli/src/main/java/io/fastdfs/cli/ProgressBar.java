package io.fastdfs.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Shows the bytes of a long transfer on a terminal; silent elsewhere, and for a transfer of less than a second. */
final class ProgressBar implements LongConsumer {
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long STEP_NANOS = 200_000_000;

    private final String label;
    private final boolean terminal = onTerminal();
    private final long startedNanos = System.nanoTime();
    private long nextNanos = startedNanos + FIRST_NANOS;

    ProgressBar(String label, Path file) {
        this.label = label + " " + file.getFileName();
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
            double seconds = (now - startedNanos) / 1e9;
            System.err.printf("\r%s: %,d MB, %.0f MB/s ", label, bytes >> 20, bytes / 1e6 / seconds);
        }
    }
}
