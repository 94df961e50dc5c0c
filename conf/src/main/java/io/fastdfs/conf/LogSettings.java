package io.fastdfs.conf;

import java.time.Duration;
import java.time.LocalTime;

/**
 * How one log is written and rotated.
 *
 * @param flushInterval a line is in the file after this time at the latest
 * @param rotateOnSizeBytes 0 for no rotation by size
 * @param keepDays 0 to delete no old file
 */
public record LogSettings(
        Duration flushInterval,
        boolean rotateEveryDay,
        LocalTime rotateTime,
        long rotateOnSizeBytes,
        boolean compressOld,
        int compressDaysBefore,
        int keepDays,
        LocalTime deleteOldTime) {
    public static LogSettings of(Values values, LogKeys keys) {
        return new LogSettings(
                values.get(keys.flushInterval),
                values.get(keys.rotateEveryDay),
                values.get(keys.rotateTime),
                values.get(keys.rotateOnSize),
                values.get(keys.compressOld),
                values.get(keys.compressDaysBefore),
                values.get(keys.keepDays),
                values.get(keys.deleteOldTime));
    }
}
