package io.fastdfs.conf;

import java.time.Duration;
import java.time.LocalTime;

/** The keys of one log: in its section, or else in the global one. */
public final class LogKeys {
    private static final long MAX_ROTATE_BYTES = 64L * 1024 * 1024 * 1024;

    final Key<Duration> flushInterval;
    final Key<Boolean> rotateEveryDay;
    final Key<LocalTime> rotateTime;
    final Key<Long> rotateOnSize;
    final Key<Boolean> compressOld;
    final Key<Integer> compressDaysBefore;
    final Key<Integer> keepDays;
    final Key<LocalTime> deleteOldTime;

    LogKeys(KeyList keys, String section) {
        flushInterval = keys.key("sync_log_buff_interval", Kind.seconds(1), Duration.ofSeconds(1))
                .inOrGlobal(section)
                .means("a line is in the file after this time at the latest")
                .differs("0 is refused, where C takes the default")
                .honoured();
        rotateEveryDay = keys.key("log_file_rotate_everyday", Kind.flag(), true)
                .inOrGlobal(section)
                .means("begin a new file every day at log_file_rotate_time")
                .asC()
                .honoured();
        rotateTime = keys.key("log_file_rotate_time", Kind.timeOfDay(), LocalTime.MIDNIGHT)
                .inOrGlobal(section)
                .means("when the daily file begins")
                .asC()
                .honoured();
        rotateOnSize = keys.key("log_file_rotate_on_size", Kind.bytes(0, MAX_ROTATE_BYTES), 0L)
                .inOrGlobal(section)
                .means("begin a new file at this size; 0: at no size")
                .differs("more than 64GB is refused, where C takes 64GB")
                .honoured();
        compressOld = keys.key("log_file_compress_old", Kind.flag(), false)
                .inOrGlobal(section)
                .means("compress old files")
                .asC()
                .honoured();
        compressDaysBefore = keys.key("log_file_compress_days_before", Kind.number(1, 10_000), 1)
                .inOrGlobal(section)
                .with(compressOld)
                .means("compress files of so many days ago and before")
                .differs("C compresses the files of exactly that day, so that one it missed stays as it is")
                .honoured();
        keepDays = keys.key("log_file_keep_days", Kind.number(0, 100_000), 15)
                .inOrGlobal(section)
                .means("delete files that are older; 0: none")
                .asC()
                .honoured();
        deleteOldTime = keys.key("log_file_delete_old_time", Kind.timeOfDay(), LocalTime.of(1, 30))
                .inOrGlobal(section)
                .means("when old files are deleted")
                .asC()
                .honoured();
    }
}
