package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values may be; what C takes for 0, for false or for the default is refused. */
class KindTest {
    @ParameterizedTest
    @CsvSource({"true,true", "YES,true", "On,true", "1,true", "false,false", "no,false", "OFF,false", "0,false"})
    void aFlag(String text, boolean value) {
        assertThat(Kind.flag().parse(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "2", "truee", "yes # really"})
    void noFlag(String text) {
        assertThat(Kind.flag().parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "+5,5", "007,7", "65535,65535"})
    void aNumber(String text, int value) {
        assertThat(Kind.number(1, 65535).parse(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "30s", "0x10", "1 000", "abc", "99999999999999999999", "٣"})
    void noNumber(String text) {
        assertThat(Kind.number(1, 65535).parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "0,0",
                "256,256",
                "64K,65536",
                "64kb,65536",
                "64 KB,65536",
                "2\tM,2097152",
                "10m,10485760",
                "20G,21474836480",
                "1T,1099511627776",
                "1TB ,1099511627776",
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void aSize(String text, long value) {
        assertThat(Kind.bytes(0, Long.MAX_VALUE).parse(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "K", "1.5M", "-1", "10B", "10KBB", "10K B", "10KiB", "1P", "9999999T", "9223372036854775808"
            })
    void noSize(String text) {
        assertThat(Kind.bytes(0, Long.MAX_VALUE).parse(text)).isEmpty();
    }

    @Test
    void aSizeIsShownInTheLargestUnitWithoutRest() {
        assertThat(Kind.showBytes(0)).isEqualTo("0");
        assertThat(Kind.showBytes(1000)).isEqualTo("1000");
        assertThat(Kind.showBytes(64 * 1024)).isEqualTo("64KB");
        assertThat(Kind.showBytes(1L << 40)).isEqualTo("1TB");
        assertThat(Kind.showBytes(1L << 50)).isEqualTo("1024TB");
    }

    @ParameterizedTest
    @CsvSource({"0:0,00:00", "02:00,02:00", "23:59,23:59", "1:2:3,01:02:03"})
    void aTime(String text, String value) {
        assertThat(Kind.timeOfDay().parse(text).orElseThrow()).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24:00", "1:60", "1:00:60", "1", "1:", ":1", "01:30 x", "1 :30", "-1:00", "1:30:"})
    void noTime(String text) {
        assertThat(Kind.timeOfDay().parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20%,0.2", "0.5%,0.005", "99.99%,0.9999"})
    void aShareOfSpace(String text, double ratio) {
        assertThat(Space.parse(text)).contains(new Space.Share(ratio));
    }

    @Test
    void aSizeOfSpace() {
        assertThat(Space.parse("1024MB")).contains(new Space.Absolute(1L << 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "0%", "100%", "-1%", "20 %", "1e1%", "abc", "20%x"})
    void noSpace(String text) {
        assertThat(Space.parse(text)).isEmpty();
    }

    @Test
    void aDurationHasNoUnit() {
        assertThat(Kind.seconds(1).parse("30")).contains(Duration.ofSeconds(30));
        assertThat(Kind.seconds(1).parse("30s")).isEmpty();
        assertThat(Kind.milliseconds(1).parse("30")).contains(Duration.ofMillis(30));
    }

    @ParameterizedTest
    @CsvSource({"debug,DEBUG", "Warning,WARN", "error,ERR", "information,INFO", "LOG_WARNING,WARN", "emerg,EMERG"})
    void aLogLevel(String text, LogLevel level) {
        assertThat(LogLevel.parse(text)).contains(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "verbose", "deb", "LOG_"})
    void noLogLevel(String text) {
        assertThat(LogLevel.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"/opt\"", "'/opt'"})
    void noPath(String text) {
        assertThat(Kind.path().parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group1", "A", "0123456789abcdef"})
    void aGroup(String text) {
        assertThat(Kind.groupName().parse(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "group_1", "group 1", "0123456789abcdefg", "gruppé"})
    void noGroup(String text) {
        assertThat(Kind.groupName().parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100001", "16777215"})
    void aStorageId(String text) {
        assertThat(Kind.storageId().parse(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "01", "+1", "16777216", "a1"})
    void noStorageId(String text) {
        assertThat(Kind.storageId().parse(text)).isEmpty();
    }
}
