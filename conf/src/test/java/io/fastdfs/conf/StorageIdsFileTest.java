package io.fastdfs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.tracker.ReadWriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageIdsFileTest {
    @TempDir
    private Path folder;

    private StorageIdsFile read(String... lines) throws IOException {
        return StorageIdsFile.read(Files.writeString(folder.resolve("ids"), String.join("\n", lines)));
    }

    private StorageId only(String line) throws IOException {
        StorageIdsFile file = read(line);
        assertThat(file.findings()).isEmpty();
        return file.entries().get(0);
    }

    private List<String> messages(String... lines) throws IOException {
        return read(lines).findings().stream()
                .map(finding -> finding.severity() + " " + finding.line() + ": " + finding.message())
                .toList();
    }

    @Test
    void aLineIsAStorage() throws IOException {
        assertThat(only(" 100001 \t group1  192.168.0.196\r"))
                .isEqualTo(new StorageId("100001", "group1", List.of("192.168.0.196"), 23000, ReadWriteMode.BOTH));
    }

    @Test
    void commentsAndEmptyLinesAreSkipped() throws IOException {
        assertThat(read("# x", "", "1 g 10.0.0.1", "  # y").entries()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "rw=both,BOTH",
        "rw=ALL,BOTH",
        "RW=read,READ_ONLY",
        "rw=readonly,READ_ONLY",
        "rw=write,WRITE_ONLY",
        "rw=WriteOnly,WRITE_ONLY",
        "rw=none,NONE"
    })
    void anOptionSaysWhatAStorageIsAskedFor(String option, ReadWriteMode mode) throws IOException {
        assertThat(only("1 g 10.0.0.1:23001 " + option).mode()).isEqualTo(mode);
    }

    @Test
    void theInnerOfTwoAddressesComesFirst() throws IOException {
        assertThat(only("1 g 203.0.113.1,10.0.0.1:5").hosts()).containsExactly("10.0.0.1", "203.0.113.1");
        assertThat(only("1 g [2001:db8::1,10.0.0.1]:5").hosts()).containsExactly("10.0.0.1", "2001:db8::1");
        assertThat(only("1 g 192.168.0.1,10.0.0.1:5").hosts()).containsExactly("192.168.0.1", "10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 g",
                "1",
                "01 g 10.0.0.1",
                "16777216 g 10.0.0.1",
                "x g 10.0.0.1",
                "1 g_1 10.0.0.1",
                "1 g 10.0.0.1 # comment",
                "1 g 10.0.0.1 rw=maybe",
                "1 g 10.0.0.1 rw=both rw=both",
                "1 g 1.1.1.1",
                "1 g [::1]",
                "1 g 2001:db8::1",
                "1 g 2001:db8::1:23000",
                "1 g 10.0.0.1,10.0.0.2",
                "1 g [2001:db8::1,203.0.113.1]",
                "1 g 10.0.0.1:0",
                "1 g 10.0.0.1:x",
            })
    void whatIsWrongIsSaid(String line) throws IOException {
        assertThat(messages(line)).singleElement().asString().startsWith("ERROR 1: ");
    }

    @Test
    void anIdIsGivenOnce() throws IOException {
        assertThat(messages("1 g 10.0.0.1", "1 g 10.0.0.2")).containsExactly("ERROR 2: id 1: stands in line 1 already");
    }

    @Test
    void aPlaceBelongsToOneStorageOfAllGroups() throws IOException {
        assertThat(messages("1 g 10.0.0.1", "2 h 10.0.0.1:23000"))
                .containsExactly("ERROR 2: 10.0.0.1:23000: stands in line 1 already");
        assertThat(messages("1 g 10.0.0.1", "2 h 10.0.0.1:23001")).isEmpty();
    }

    @Test
    void aFileWithoutStorageIsRefused() throws IOException {
        StorageIdsFile file = read("# nobody");
        assertThatThrownBy(() -> file.accepted(finding -> {}))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("names no storage");
    }
}
