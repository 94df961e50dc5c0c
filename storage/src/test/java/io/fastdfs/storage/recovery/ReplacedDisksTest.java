package io.fastdfs.storage.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.storage.state.InitFlag;
import io.fastdfs.storage.state.PathMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which store paths are taken for new disks that have to be filled. */
class ReplacedDisksTest {
    private static final int SUBDIRS = 2;

    @TempDir
    private Path base;

    private Path storePath;
    private InitFlag state;
    private boolean withMarks = true;

    @BeforeEach
    void aStorageThatHasBeenFilledAndIsWhole() throws IOException {
        storePath = base.resolve("p0");
        Files.createDirectories(base.resolve("data"));
        state = InitFlag.open(base, 1);
        new PathMarks(state, "127.0.0.1", 23000).check(List.of(storePath));
        Files.createDirectories(storePath.resolve("data/00/00"));
        Files.createDirectories(storePath.resolve("data/01/01"));
        state.settle("", 0);
    }

    private boolean isReplaced() throws IOException {
        ReplacedDisks.note(List.of(storePath), SUBDIRS, withMarks, state);
        return Files.exists(storePath.resolve("data/.recovery.flag"));
    }

    @Test
    void aWholeDiskIsNot() throws IOException {
        assertThat(isReplaced()).isFalse();
    }

    @Test
    void oneThatLacksItsLastFolderIs() throws IOException {
        Files.delete(storePath.resolve("data/01/01"));
        assertThat(isReplaced()).isTrue();
        assertThat(storePath.resolve("data/.recovery.flag"))
                .hasContent("saved_storage_status=99\nfetch_binlog_done=0\nrecovery_threads=-1\n");
        assertThat(storePath.resolve("data/01/01")).doesNotExist();
    }

    @Test
    void oneThatLacksItsMarkIs() throws IOException {
        Files.delete(storePath.resolve("data/.fastdfs_vars"));
        assertThat(isReplaced()).isTrue();
    }

    @Test
    void whereMarksAreNotUsedOnlyFoldersCount() throws IOException {
        withMarks = false;
        Files.delete(storePath.resolve("data/.fastdfs_vars"));
        assertThat(isReplaced()).isFalse();
        Files.delete(storePath.resolve("data/01/01"));
        assertThat(isReplaced()).isTrue();
    }

    @Test
    void oneThatNeverHadAMarkIsNot() throws IOException {
        Files.delete(storePath.resolve("data/.fastdfs_vars"));
        Path unmarked = Files.createDirectories(base.resolve("other"));
        Files.createDirectories(unmarked.resolve("data"));
        state = InitFlag.open(unmarked, 1);
        state.settle("", 0);
        assertThat(isReplaced()).isFalse();
    }

    @Test
    void theDiskOfAnotherStorageIsLeftAlone() throws IOException {
        Files.delete(storePath.resolve("data/01/01"));
        Files.writeString(storePath.resolve("data/.fastdfs_vars"), "store_path_mark=another\n");
        assertThat(isReplaced()).isFalse();
    }

    @Test
    void aStorageThatWasNeverFilledHasNothingToRecover() throws IOException {
        state.unsettle();
        Files.delete(storePath.resolve("data/01/01"));
        assertThat(isReplaced()).isFalse();
    }

    @Test
    void whatIsUnderWayIsNotBegunAnew() throws IOException {
        String flag = "saved_storage_status=7\nfetch_binlog_done=1\nrecovery_threads=4\n";
        Files.writeString(storePath.resolve("data/.recovery.flag"), flag);
        Files.delete(storePath.resolve("data/01/01"));
        assertThat(isReplaced()).isTrue();
        assertThat(storePath.resolve("data/.recovery.flag")).hasContent(flag);
    }

    @Test
    void theRecoveryOfAFormerReleaseIsTakenOver() throws IOException {
        Files.writeString(storePath.resolve("data/.binlog.recovery"), "");
        Files.writeString(storePath.resolve("data/.recovery.mark"), "fetch_binlog_done=1\nbinlog_offset=0\n");
        assertThat(isReplaced()).isTrue();
    }
}
