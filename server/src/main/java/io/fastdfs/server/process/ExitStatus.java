package io.fastdfs.server.process;

/** What the daemon commands exit with: mostly an errno, as C's do. */
public final class ExitStatus {
    public static final int OK = 0;
    public static final int FAILED = 1;
    /** No pid file; for {@code status} also that its process is dead. */
    public static final int NO_PID_FILE = 2;
    /** The pid file names a process that is dead. */
    public static final int NO_PROCESS = 3;
    /** The process belongs to somebody else. */
    public static final int NOT_PERMITTED = 1;
    /** Another one runs on this base path. */
    public static final int ALREADY_RUNNING = 17;
    /** The pid file holds no pid; also an unusable configuration. */
    public static final int INVALID = 22;
    /** The port is taken. */
    public static final int ADDRESS_IN_USE = 98;

    private ExitStatus() {}
}
