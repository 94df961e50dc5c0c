package io.fastdfs.cli.tools;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * Where a tool runs.
 *
 * @param directory what relative paths begin at
 * @param zone of the times that are printed; asked for only where a time is, because time zones take long to load
 */
public record Terminal(PrintStream out, PrintStream err, Path directory, Supplier<ZoneId> zone) {
    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(System.out, System.err, Path.of(""), ZoneId::systemDefault);
    }
}
