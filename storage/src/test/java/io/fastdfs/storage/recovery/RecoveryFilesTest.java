package io.fastdfs.storage.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of the files that a recovery has left. */
class RecoveryFilesTest {
    @TempDir
    private Path data;

    private RecoveryFiles files;

    @BeforeEach
    void open() {
        files = new RecoveryFiles(data);
    }

    private Optional<RecoveryFiles.Flag> flag(String text) throws IOException {
        Files.writeString(data.resolve(".recovery.flag"), text);
        return files.flag();
    }

    @Test
    void theFlagOfCIsRead() throws IOException {
        assertThat(flag("saved_storage_status=7\nfetch_binlog_done=1\nrecovery_threads=4\n"))
                .contains(new RecoveryFiles.Flag(7, true, 4));
    }

    @Test
    void aFlagThatIsNotWholeBeginsAnew() throws IOException {
        assertThat(flag("")).contains(new RecoveryFiles.Flag(99, false, -1));
        assertThat(flag("fetch_binlog_done=1\n")).contains(new RecoveryFiles.Flag(99, false, -1));
        assertThat(flag("fetch_binlog_done=1\nrecovery_threads=x\n")).contains(new RecoveryFiles.Flag(99, false, -1));
    }

    @Test
    void withoutAFlagNothingIsUnderWay() throws IOException {
        assertThat(files.flag()).isEmpty();
    }

    @Test
    void listsAreWholeOnlyWithMarksInsideThem() throws IOException {
        Files.writeString(files.list(0), "line\n");
        assertThat(files.areWhole(1)).isFalse();
        files.setMark(0, 5);
        assertThat(files.areWhole(1)).isTrue();
        assertThat(files.areWhole(2)).isFalse();
        files.setMark(0, 6);
        assertThat(files.areWhole(1)).isFalse();
        Files.writeString(data.resolve(".recovery.mark.0"), "binlog_offset=-5\n");
        assertThat(files.areWhole(1)).isFalse();
    }

    @Test
    void nothingIsLeftInTheEnd() throws IOException {
        files.write(new RecoveryFiles.Flag(7, true, 1));
        files.setMark(0, 0);
        Files.writeString(files.list(0), "");
        Files.writeString(files.incomingList(), "");
        Files.writeString(data.resolve(".fastdfs_vars"), "");
        files.delete();
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(data.resolve(".fastdfs_vars"));
        }
    }

    @Test
    void aListIsReadFromItsMarkOn() throws IOException {
        Files.writeString(files.list(0), "one\ntwo\n\nthree");
        try (WorkList list = WorkList.open(files.list(0), 4)) {
            assertThat(list.next()).contains("two");
            assertThat(list.offset()).isEqualTo(8);
            assertThat(list.next()).contains("");
            assertThat(list.next()).contains("three");
            assertThat(list.next()).isEmpty();
            assertThat(list.offset()).isEqualTo(14);
        }
    }
}
