package io.fastdfs.conf;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

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

    private final String section;
    private final Optional<Key<Boolean>> gate;

    LogKeys(KeyList keys, String section) {
        this(keys, section, Optional.empty());
    }

    /** Those of a log that is only written if a flag is true. */
    LogKeys(KeyList keys, String section, Optional<Key<Boolean>> gate) {
        this.section = section;
        this.gate = gate;
        flushInterval = finish(keys.key("sync_log_buff_interval", Kind.seconds(1), Duration.ofSeconds(1))
                .means("a line is in the file after this time at the latest")
                .differs("0 is refused, where C takes the default"));
        rotateEveryDay = finish(keys.key("log_file_rotate_everyday", Kind.flag(), true)
                .means("begin a new file every day at log_file_rotate_time")
                .asC());
        rotateTime = finish(keys.key("log_file_rotate_time", Kind.timeOfDay(), LocalTime.MIDNIGHT)
                .means("when the daily file begins")
                .asC());
        rotateOnSize = finish(keys.key("log_file_rotate_on_size", Kind.bytes(0, MAX_ROTATE_BYTES), 0L)
                .means("begin a new file at this size; 0: at no size")
                .differs("more than 64GB is refused, where C takes 64GB"));
        compressOld = finish(keys.key("log_file_compress_old", Kind.flag(), false)
                .means("compress old files")
                .asC());
        compressDaysBefore = finish(keys.key("log_file_compress_days_before", Kind.number(1, 10_000), 1)
                .means("with log_file_compress_old, compress files of so many days ago and before")
                .differs("C compresses the files of exactly that day, so that one it missed stays as it is"));
        keepDays = finish(keys.key("log_file_keep_days", Kind.number(0, 100_000), 15)
                .means("delete files that are older; 0: none")
                .asC());
        deleteOldTime = finish(keys.key("log_file_delete_old_time", Kind.timeOfDay(), LocalTime.of(1, 30))
                .means("when old files are deleted")
                .asC());
    }

    private <T> Key<T> finish(Draft<T> draft) {
        gate.ifPresent(draft::with);
        return draft.inOrGlobal(section).becomes(new State.Honoured());
    }
}
