package io.fastdfs.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The log file of one server: {@code logs/trackerd.log} or {@code logs/storaged.log} below its base path.
 *
 * <p>Whoever makes a server does so in {@link #run}. What is logged there with SLF4J goes to this file, and so does what
 * is logged in every thread, virtual or not, that is started there, and in the threads that those start: a thread
 * inherits the log of the thread that made it. So the classes of a server have plain static loggers, and one process may
 * run many servers.
 */
public final class ServerLog implements AutoCloseable {
    private static final InheritableThreadLocal<@Nullable ServerLog> CURRENT = new InheritableThreadLocal<>();

    private final LogLevel level;
    private final LineFormat format;
    private final Clock clock;
    private final LogFile file;
    private final @Nullable PrintStream echo;
    private final ServerAppender appender = ServerAppender.installed();

    /** Work that is done for one server. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private ServerLog(Path path, LogSettings settings, Clock clock, @Nullable PrintStream echo) throws IOException {
        this.level = settings.level();
        this.format = new LineFormat(clock.getZone());
        this.clock = clock;
        this.echo = echo;
        file = new LogFile(
                "log " + path.getFileName(),
                new RotatedFile(path, settings.rotation(), false, clock, () -> ""),
                settings.flushInterval(),
                lost -> say(LogLevel.WARNING, lost + " lines of this log were lost: the disk was full or too slow"));
        appender.add(this);
    }

    /**
     * Opens the log of a server, which makes the folder.
     *
     * @param name without {@code .log}
     * @param echo where each line goes as well, as the terminal of a server in the foreground
     */
    public static ServerLog open(Path basePath, String name, LogSettings settings, @Nullable PrintStream echo)
            throws IOException {
        return open(basePath, name, settings, echo, Clock.system(ZoneId.systemDefault()));
    }

    static ServerLog open(Path basePath, String name, LogSettings settings, @Nullable PrintStream echo, Clock clock)
            throws IOException {
        return new ServerLog(basePath.resolve("logs").resolve(name + ".log"), settings, clock, echo);
    }

    static @Nullable ServerLog ofThisThread() {
        return CURRENT.get();
    }

    /** Does the work with this log as that of the thread, and of the threads which the work starts. */
    public <T, E extends Exception> T run(Work<T, E> work) throws E {
        ServerLog outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    LogLevel level() {
        return level;
    }

    /** A line that tells no place in the code, like C's last one. */
    public void say(LogLevel line, String text) {
        write(line, format.bare(clock.instant(), line, text));
    }

    /** False if the file takes no more. */
    boolean append(ILoggingEvent event) {
        LogLevel line = LineFormat.levelOf(event);
        return !level.includes(line) || write(line, format.of(clock.instant(), event));
    }

    private boolean write(LogLevel line, String text) {
        if (echo != null) {
            echo.print(text);
            echo.flush();
        }
        // An error at once, as what comes next may be the end of the process.
        return file.append(text.getBytes(StandardCharsets.UTF_8), LogLevel.ERROR.includes(line));
    }

    /** Puts the file aside, as C does on SIGHUP; where the days do not rotate it is opened anew. */
    public void rotate() {
        file.rotate();
    }

    /** Waits until the lines written so far are in the file. */
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        appender.remove(this);
        file.close();
    }
}
