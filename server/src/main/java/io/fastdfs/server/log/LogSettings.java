package io.fastdfs.server.log;

import java.time.Duration;

/**
 * What an operator decides about one log file.
 *
 * @param level less severe lines are left out; the access log has no levels
 * @param flushInterval {@code sync_log_buff_interval}: a line stays in memory for so long at most
 */
public record LogSettings(LogLevel level, Duration flushInterval, Rotation rotation) {
    public LogSettings {
        if (!flushInterval.isPositive()) {
            flushInterval = Duration.ofSeconds(1);
        }
    }

    /** C's defaults. */
    public static LogSettings defaults() {
        return new LogSettings(LogLevel.INFO, Duration.ofSeconds(1), Rotation.defaults());
    }
}
