package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogicNameTest {
    @Test
    void aLogicFilenameIsStorePathFolderAndName() throws Exception {
        LogicName name = LogicName.parse("M1f/0A/FF/000005");
        assertThat(name).isEqualTo(new LogicName(31, "0A/FF/000005"));
        assertThat(name.folder()).isEqualTo("0A/FF");
        assertThat(name.name()).isEqualTo("000005");
        assertThat(name.filename()).isEqualTo("M1F/0A/FF/000005");
    }

    @Test
    void aNameWithoutStorePathIsOnTheFirst() throws Exception {
        assertThat(LogicName.parse("00/01/wKgBZE18bQ")).isEqualTo(new LogicName(0, "00/01/wKgBZE18bQ"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "M00/00/00/", // No name.
                "M0/00/00/abcdefgh",
                "M+1/00/00/abcdefgh",
                "M\uff10\uff10/00/00/abcdefgh", // Digits, but not of ASCII.
                "M00/0a/00/abcdefgh", // Folders are in upper case.
                "M00/00/00/../passwd",
                "M00/00/00/..",
                "M00/00/00/.",
                "M00/00/../abcdefgh",
                "M00/00/00/abc/defgh",
                "M00/00/00/abcdefgh\0.txt",
                "M00/00/00/abc\n1700000000 D M00", // Would be two records of a binlog.
                "M00/00/00/abc M00", // Would be a record with two names.
                "M00/00/00/abc\u00e9",
                "/etc/passwd",
            })
    void anotherShapeIsRefused(String filename) {
        assertThatThrownBy(() -> LogicName.parse(filename))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
    }

    @Test
    void theLongestNameHas127Bytes() throws Exception {
        String longest = "M00/00/00/" + "a".repeat(117);
        assertThat(LogicName.parse(longest).filename()).isEqualTo(longest);
        assertThatThrownBy(() -> LogicName.parse(longest + "a")).isInstanceOf(FdfsException.class);
    }
}
