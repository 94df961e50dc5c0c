package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * One call of a tool.
 *
 * @param tool the name it was called by
 */
record Call(String tool, List<String> arguments, Terminal terminal) {
    /** What C exits with when it was called wrongly. */
    static final int USAGE = 1;
    /** Where C exits with 0 although it failed. */
    static final int FAILED = 1;

    Call {
        arguments = List.copyOf(arguments);
    }

    int count() {
        return arguments.size();
    }

    String argument(int index) {
        return arguments.get(index);
    }

    PrintStream out() {
        return terminal.out();
    }

    PrintStream err() {
        return terminal.err();
    }

    ZoneId zone() {
        return terminal.zone().get();
    }

    /** A path argument. */
    Path path(String name) {
        return terminal.directory().resolve(name);
    }

    /** Prints a line as C does, with LF on every system. */
    void print(String line) {
        out().print(line + "\n");
    }

    int usage(PrintStream to, String arguments) {
        to.print("Usage: " + tool + " " + arguments + "\n");
        return USAGE;
    }

    /** Prints a failure as C does, with its errno, and why it happened to the log; returns the errno. */
    int failed(PrintStream to, String what, FdfsException failure) {
        log(failure);
        to.print(what + ", error no: " + failure.status().code() + ", error info: " + Errno.text(failure.status())
                + "\n");
        return failure.status().code();
    }

    /** Why it failed, on stderr. */
    void log(FdfsException failure) {
        log("ERROR", String.valueOf(failure.getMessage()));
    }

    /** A line in the form of C's log, on stderr. */
    void log(String level, String message) {
        String now = Notation.time(Instant.now().getEpochSecond(), zone());
        err().print("[" + now + "] " + level + " - " + message + "\n");
    }
}
