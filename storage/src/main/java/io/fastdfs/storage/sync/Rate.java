package io.fastdfs.storage.sync;

import java.time.Clock;

/** Events a second, over the last seconds. */
final class Rate {
    private static final int SECONDS = 10;

    private final Clock clock;
    private final long[] counts = new long[SECONDS];
    private long latest;

    Rate(Clock clock) {
        this.clock = clock;
        latest = clock.instant().getEpochSecond();
    }

    synchronized void count() {
        counts[slotOfNow()]++;
    }

    synchronized double perSecond() {
        slotOfNow();
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return (double) sum / SECONDS;
    }

    /** Clears the seconds in which nothing happened. */
    private int slotOfNow() {
        long now = clock.instant().getEpochSecond();
        for (long second = Math.max(latest + 1, now - SECONDS + 1); second <= now; second++) {
            counts[(int) (second % SECONDS)] = 0;
        }
        latest = Math.max(latest, now);
        return (int) (latest % SECONDS);
    }
}
