package io.fastdfs.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileIdTest {
    @Test
    void anIdIsSplitAtItsFirstSlash() throws Exception {
        FileId id = FileId.parse("group1/M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt");
        assertThat(id).isEqualTo(new FileId("group1", "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt"));
        assertThat(id).hasToString("group1/M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "group1",
                "/M00/00/00/abc",
                "group1/",
                "group-1/M00/00/00/abc",
                "group1group1group/M00/00/00/abc",
                "group1/M00/00/00/a\0bc",
                "group1/M00/00/00/\u56fe.jpg", // Has no bytes of one character each.
            })
    void whatIsNoIdIsRefused(String id) {
        assertThatThrownBy(() -> FileId.parse(id))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EINVAL));
    }

    @Test
    void theLongestFilenameHas127Bytes() throws Exception {
        String longest = "group1group1grou/M00/00/00/" + "a".repeat(117);
        assertThat(FileId.parse(longest).filename()).hasSize(127);
        assertThatThrownBy(() -> FileId.parse(longest + "a")).isInstanceOf(FdfsException.class);
    }
}
