package io.fastdfs.storage.sync;

import java.time.Duration;

/** How long to wait after failures in a row: each time twice as long, up to a bound. */
final class Retry {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private int failures;

    Duration failed() {
        long millis = FIRST.toMillis() << Math.min(failures, 16);
        failures++;
        return Duration.ofMillis(Math.min(millis, LONGEST.toMillis()));
    }

    int failures() {
        return failures;
    }

    void succeeded() {
        failures = 0;
    }
}
