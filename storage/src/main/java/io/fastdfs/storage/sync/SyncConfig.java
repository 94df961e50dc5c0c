package io.fastdfs.storage.sync;

import java.time.Duration;
import java.time.LocalTime;

/**
 * How this storage replicates. The names are the keys of {@code storage.conf}.
 *
 * @param lanes {@code sync_max_threads}: connections to one peer, at least 1
 * @param markEvery {@code write_mark_file_freq}: records between two writes of a mark
 * @param interval {@code sync_interval}: pause after each record
 * @param from {@code sync_start_time}: when in the day it begins
 * @param to {@code sync_end_time}: when it ends; before {@code from}: on the next day
 */
public record SyncConfig(int lanes, int markEvery, Duration interval, LocalTime from, LocalTime to) {
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    /** All day, over four connections. */
    public static SyncConfig defaults() {
        return new SyncConfig(4, 500, Duration.ZERO, LocalTime.MIDNIGHT, LAST_MINUTE);
    }

    /** True if records may be sent at this time of day. The minute of {@code to} belongs to it. */
    boolean isOpen(LocalTime now) {
        LocalTime minute = now.withSecond(0).withNano(0);
        return from.isAfter(to)
                ? !minute.isBefore(from) || !minute.isAfter(to)
                : !minute.isBefore(from) && !minute.isAfter(to);
    }
}
