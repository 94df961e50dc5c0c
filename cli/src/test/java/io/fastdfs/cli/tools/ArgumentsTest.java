package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "-1, -1",
        "+3, 3",
        "' 12', 12",
        "30s, 30",
        "0x10, 0",
        "'', 0",
        "-, 0",
        "abc, 0",
        "99999999999999999999, 9223372036854775807",
        "-99999999999999999999, -9223372036854775808"
    })
    void aNumberIsTheDigitsThatATextBeginsWith(String text, long expected) {
        assertThat(Arguments.number(text)).isEqualTo(expected);
    }

    @Test
    void aTextIsCutInBytesAndNeverInsideACharacter() {
        assertThat(Arguments.cut("group1", 16)).isEqualTo("group1");
        assertThat(Arguments.cut("g".repeat(20), 16)).isEqualTo("g".repeat(16));
        assertThat(Arguments.cut("图图", 5)).isEqualTo("图");
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, jpg",
        "a, ''",
        "a.tar.gz, tar.gz",
        ".tar.gz, gz",
        "abcd.tarx.gz, gz",
        "a.longext, ''",
        "a.sixext, sixext",
        "dir.d/a, ''",
        "d.d/a.gz, gz",
        "a., ''",
        "archive.b.c, b.c",
        "图.图, 图",
        "a.图图, 图图",
        "a.图图图, ''"
    })
    void anExtensionHasAtMostSixBytes(String name, String expected) {
        assertThat(Content.extensionOf(name)).isEqualTo(expected);
    }
}
