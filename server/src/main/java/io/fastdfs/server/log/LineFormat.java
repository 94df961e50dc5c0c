package io.fastdfs.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.fastdfs.conf.LogLevel;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Marker;

/**
 * A line as C writes it: {@code [2026-07-14 09:30:00] INFO - file: X.java, line: 474, text}, in local time.
 *
 * <p>Control characters of the text, which may come from a peer, become question marks: one event is one line. Only a
 * stack trace follows on lines of its own, each behind a tab.
 */
final class LineFormat {
    /** More of one event is cut; C cuts at 2,047 bytes. */
    private static final int MAX_CHARS = 16 * 1024;

    private static final int MAX_CAUSES = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'['yyyy-MM-dd HH:mm:ss'] '");

    private final ZoneId zone;

    LineFormat(ZoneId zone) {
        this.zone = zone;
    }

    /** A line without a place in the code, as C's last one. */
    String bare(Instant when, LogLevel level, String text) {
        return TIME.withZone(zone).format(when) + word(level) + " - " + text + "\n";
    }

    /** What the event's SLF4J level is in C's words. */
    static LogLevel levelOf(ILoggingEvent event) {
        List<Marker> markers = event.getMarkerList();
        if (markers != null && markers.contains(ServerLog.CRIT)) {
            return LogLevel.CRIT;
        }
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> LogLevel.ERR;
            case Level.WARN_INT -> LogLevel.WARN;
            case Level.INFO_INT -> LogLevel.INFO;
            default -> LogLevel.DEBUG;
        };
    }

    /** The word in the line, which is longer than that of {@code log_level}. */
    private static String word(LogLevel level) {
        return switch (level) {
            case WARN -> "WARNING";
            case ERR -> "ERROR";
            default -> level.name();
        };
    }

    String of(Instant when, ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        TIME.withZone(zone).formatTo(when, line);
        line.append(word(levelOf(event))).append(" - ");
        StackTraceElement[] callers = event.getCallerData();
        if (callers.length > 0) {
            line.append("file: ").append(callers[0].getFileName());
            line.append(", line: ").append(callers[0].getLineNumber()).append(", ");
        }
        appendPrintable(line, event.getFormattedMessage());
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        for (int depth = 0; thrown != null && depth < MAX_CAUSES; depth++) {
            appendTrace(line, depth == 0 ? "" : "caused by ", thrown);
            thrown = thrown.getCause();
        }
        if (line.length() > MAX_CHARS) {
            line.setLength(MAX_CHARS - 1);
            line.append('\n');
        }
        return line.toString();
    }

    private static void appendTrace(StringBuilder line, String relation, IThrowableProxy thrown) {
        line.append('\t').append(relation).append(thrown.getClassName()).append(": ");
        appendPrintable(line, String.valueOf(thrown.getMessage()));
        line.append('\n');
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        for (int i = 0; i < frames.length - thrown.getCommonFrames(); i++) {
            line.append("\t\t").append(frames[i].getSTEAsString()).append('\n');
        }
    }

    private static void appendPrintable(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
    }
}
