package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Daily work has its time of day. */
class PeriodicTest {
    @ParameterizedTest
    @CsvSource({
        "01:30, 2026-03-01T01:00+01:00[Europe/Berlin], PT30M",
        "01:30, 2026-03-01T01:30+01:00[Europe/Berlin], PT24H",
        "01:30, 2026-03-01T02:00+01:00[Europe/Berlin], PT23H30M",
        // The clocks go forward in that night, and there is no 02:30.
        "02:30, 2026-03-28T23:00+01:00[Europe/Berlin], PT3H30M",
        "03:30, 2026-03-28T23:00+01:00[Europe/Berlin], PT3H30M",
    })
    void itIsWaitedForUntilTheTimeComesNext(LocalTime at, ZonedDateTime now, Duration wait) {
        assertThat(Periodic.until(at, now)).isEqualTo(wait);
    }
}
