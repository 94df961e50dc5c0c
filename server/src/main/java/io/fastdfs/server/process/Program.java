package io.fastdfs.server.process;

/** The two daemons, with the names that C gives their processes and files. */
public enum Program {
    TRACKERD("trackerd"),
    STORAGED("storaged");

    private final String name;

    Program(String name) {
        this.name = name;
    }

    /** The command of {@code fdfs}, and the log file without {@code .log}. */
    public String commandName() {
        return name;
    }

    /** The base name of argv[0], by which C's {@code start} finds that a pid file is not stale. */
    public String processName() {
        return "fdfs_" + name;
    }
}
