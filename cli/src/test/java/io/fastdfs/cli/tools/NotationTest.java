package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0  B",
        "-1, -1048576  B",
        "1, 1.0 MB",
        "9, 9.0 MB",
        "10, 10 MB",
        "1023, 1023 MB",
        "1024, 1.0 GB",
        "1075, 1.0 GB",
        "1076, 1.1 GB",
        "10188, 9.9 GB",
        "10189, 10 GB",
        "10240, 10 GB",
        "10751, 10 GB",
        "10752, 11 GB",
        "1048575, 1024 GB",
        "1048576, 1.0 TB",
        "2042, 2.0 GB",
        "8796093022207, 8.0 EB"
    })
    void aSizeHasOneDecimalBelowTenAndNoneFromThereOn(long megabytes, String expected) {
        assertThat(Notation.size(megabytes)).isEqualTo(expected);
    }

    @Test
    void aColumnIsSevenWideUnlessItsSizeIsWider() {
        assertThat(Notation.column("69 GB")).isEqualTo("  69 GB");
        assertThat(Notation.column("1023 MB")).isEqualTo("1023 MB");
        assertThat(Notation.column("-1048576  B")).isEqualTo("-1048576  B");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 second",
        "-5, 0 second",
        "1, 1 second",
        "11, 11 seconds",
        "60, 1 minute",
        "3661, 1 hour 1 minute 1 second",
        "172800, 2 days",
        "176522, 2 days 1 hour 2 minutes 2 seconds",
        "86401, 1 day 1 second"
    })
    void aDelayLeavesOutPartsThatAreZero(long seconds, String expected) {
        assertThat(Notation.delay(seconds)).isEqualTo(expected);
    }

    @Test
    void aTimeIsLocal() {
        assertThat(Notation.time(0, ZoneId.of("Asia/Shanghai"))).isEqualTo("1970-01-01 08:00:00");
        assertThat(Notation.time(1795345156, ZoneOffset.UTC)).isEqualTo("2026-11-22 10:59:16");
    }

    @Test
    void secondsOfNoCalendarAreShownAsTheyAre() {
        assertThat(Notation.time(Long.MAX_VALUE, ZoneOffset.UTC)).isEqualTo("9223372036854775807");
    }
}
