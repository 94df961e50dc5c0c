package io.fastdfs.server.log;

import io.fastdfs.conf.LogSettings;
import java.time.Duration;
import java.time.LocalTime;

/** What a conf file may say about a log, named by what a test looks at. */
final class TestSettings {
    private static final LocalTime DELETE_TIME = LocalTime.of(1, 30);

    private TestSettings() {}

    /** C's defaults, but for the flush, for which no test waits. */
    static LogSettings daily(LocalTime time, int keepDays) {
        return new LogSettings(Duration.ofHours(1), true, time, 0, false, 1, keepDays, DELETE_TIME);
    }

    static LogSettings onSize(long bytes) {
        return new LogSettings(Duration.ofHours(1), false, LocalTime.MIDNIGHT, bytes, false, 1, 15, DELETE_TIME);
    }

    static LogSettings compressing(int daysBefore) {
        return new LogSettings(Duration.ofHours(1), true, LocalTime.MIDNIGHT, 0, true, daysBefore, 15, DELETE_TIME);
    }
}
