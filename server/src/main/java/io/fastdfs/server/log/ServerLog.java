package io.fastdfs.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.fastdfs.conf.LogLevel;
import io.fastdfs.conf.LogSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The log of a daemon: {@code logs/trackerd.log} or {@code logs/storaged.log} below its base path.
 *
 * <p>While it is open, everything that is logged in this process with SLF4J goes there, and no more to where it went
 * before.
 */
public final class ServerLog implements AutoCloseable {
    /** Makes an ERROR of SLF4J, which knows nothing worse, a CRIT of C: the process ends. */
    public static final Marker CRIT = MarkerFactory.getMarker("CRIT");

    /** Our own lines; other libraries keep the level that they have. */
    private static final String OURS = "io.fastdfs";

    private final LogLevel level;
    private final LineFormat format;
    private final Clock clock;
    private final LogFile file;
    private final @Nullable PrintStream echo;
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ServerAppender appender = new ServerAppender();
    private final List<Appender<ILoggingEvent>> appendersBefore = new ArrayList<>();
    private final @Nullable Level levelBefore;

    private final class ServerAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            LogLevel line = LineFormat.levelOf(event);
            if (line.compareTo(level) >= 0) {
                write(line, format.of(clock.instant(), event));
            }
        }
    }

    private ServerLog(Path path, LogLevel level, LogSettings settings, Clock clock, @Nullable PrintStream echo)
            throws IOException {
        this.level = level;
        this.format = new LineFormat(clock.getZone());
        this.clock = clock;
        this.echo = echo;
        file = new LogFile(
                "log " + path.getFileName(),
                new RotatedFile(path, settings, false, clock, () -> ""),
                settings.flushInterval(),
                lost -> say(LogLevel.WARN, lost + " lines of this log were lost: the disk was full or too slow"));
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> present = root.iteratorForAppenders(); present.hasNext(); ) {
            appendersBefore.add(present.next());
        }
        appendersBefore.forEach(root::detachAppender);
        appender.setContext(loggers);
        appender.start();
        root.addAppender(appender);
        levelBefore = loggers.getLogger(OURS).getLevel();
        loggers.getLogger(OURS).setLevel(threshold(level));
    }

    /**
     * Opens the log of a daemon, which makes the folder.
     *
     * @param file below {@code logs/}
     * @param echo where each line goes as well, as the terminal of a daemon in the foreground
     */
    public static ServerLog open(Path file, LogLevel level, LogSettings settings, @Nullable PrintStream echo)
            throws IOException {
        return open(file, level, settings, echo, Clock.system(ZoneId.systemDefault()));
    }

    static ServerLog open(Path file, LogLevel level, LogSettings settings, @Nullable PrintStream echo, Clock clock)
            throws IOException {
        return new ServerLog(file, level, settings, clock, echo);
    }

    private static Level threshold(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO, NOTICE -> Level.INFO;
            case WARN -> Level.WARN;
            case ERR, CRIT, ALERT, EMERG -> Level.ERROR;
        };
    }

    /** A line that tells no place in the code, like C's last one. */
    public void say(LogLevel line, String text) {
        write(line, format.bare(clock.instant(), line, text));
    }

    private void write(LogLevel line, String text) {
        if (echo != null) {
            echo.print(text);
            echo.flush();
        }
        // An error at once, as what comes next may be the end of the process.
        file.append(text.getBytes(StandardCharsets.UTF_8), line.compareTo(LogLevel.ERR) >= 0);
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
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        loggers.getLogger(OURS).setLevel(levelBefore);
        root.detachAppender(appender);
        appendersBefore.forEach(root::addAppender);
        file.close();
    }
}
