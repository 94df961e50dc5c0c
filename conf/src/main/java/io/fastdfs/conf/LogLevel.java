package io.fastdfs.conf;

import java.util.Locale;
import java.util.Optional;

/** {@code log_level}, as syslog has it; a message of this level or a graver one is written. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARN,
    ERR,
    CRIT,
    ALERT,
    EMERG;

    static final String ALLOWED = "debug, info, notice, warn, error, crit, alert or emerg";

    /** Takes every word that begins with a level, in any case, and {@code LOG_} before it, as C does. */
    static Optional<LogLevel> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String word = upper.startsWith("LOG_") ? upper.substring("LOG_".length()) : upper;
        for (LogLevel level : values()) {
            if (word.startsWith(level.name())) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
