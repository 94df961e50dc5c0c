package io.fastdfs.server.log;

import java.time.LocalTime;

/**
 * When a log file is put aside, and what becomes of it. The names are the {@code log_file_*} keys of the conf files.
 *
 * @param rotateEveryday put aside once a day
 * @param rotateTime when in the day
 * @param rotateOnSize put aside before it has more bytes than this; 0 is never
 * @param compressOld with gzip
 * @param compressDaysBefore compress from this age on; below 1 is 1
 * @param keepDays delete what is older; 0 or less keeps all
 * @param deleteOldTime when in the day
 */
public record Rotation(
        boolean rotateEveryday,
        LocalTime rotateTime,
        long rotateOnSize,
        boolean compressOld,
        int compressDaysBefore,
        int keepDays,
        LocalTime deleteOldTime) {
    public Rotation {
        rotateOnSize = Math.max(0, rotateOnSize);
        compressDaysBefore = Math.max(1, compressDaysBefore);
    }

    /** C's defaults: at midnight, kept for 15 days. */
    public static Rotation defaults() {
        return new Rotation(true, LocalTime.MIDNIGHT, 0, false, 1, 15, LocalTime.of(1, 30));
    }

    /** As in C, only a log that rotates by itself deletes by itself. */
    boolean deletes() {
        return keepDays > 0 && (rotateEveryday || rotateOnSize > 0);
    }
}
