package io.fastdfs.server.log;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * How much a line matters, in C's words, the most severe first.
 *
 * <p>SLF4J has five levels, C has eight: a marker makes a line one of the others, as in
 * {@code log.error(LogLevel.CRIT.marker(), "…")}.
 */
public enum LogLevel {
    EMERG("EMERG"),
    ALERT("ALERT"),
    CRIT("CRIT"),
    ERROR("ERR"),
    WARNING("WARN"),
    NOTICE("NOTICE"),
    INFO("INFO"),
    DEBUG("DEBUG");

    private final String prefix;

    LogLevel(String prefix) {
        this.prefix = prefix;
    }

    /** Makes an SLF4J line one of this level. */
    public Marker marker() {
        return MarkerFactory.getMarker(name());
    }

    boolean includes(LogLevel line) {
        return line.compareTo(this) <= 0;
    }

    /** The value of {@code log_level}, read as C does: only how the word begins counts, and {@code log_} may precede it. */
    public static Optional<LogLevel> parse(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        for (LogLevel level : values()) {
            if (upper.startsWith(level.prefix) || upper.equals("LOG_" + level.syslogName())) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    private String syslogName() {
        return this == ERROR ? "ERR" : name();
    }
}
