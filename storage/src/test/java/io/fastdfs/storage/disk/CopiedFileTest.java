package io.fastdfs.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.storage.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedFileTest {
    private static final long TIME = 1_795_345_160L;

    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    private Path base;

    private StorePaths paths;
    private Place place;

    @BeforeEach
    void open() throws IOException {
        paths = StorePaths.open(List.of(base), _ -> new StorePath.Settings(false, 1, 0, 1, true, 0), disk);
        place = new Place(paths.all().getFirst(), "00/00/name.bin");
    }

    @AfterEach
    void close() {
        paths.close();
    }

    @Test
    void hasContentAndTimesAndReplacesWhatStoodThere() throws IOException {
        Files.writeString(place.path(), "before");
        write("after");
        assertThat(place.path()).hasContent("after");
        assertThat(Files.getLastModifiedTime(place.path())).isEqualTo(FileTime.from(Instant.ofEpochSecond(TIME)));
        assertThat(place.path().getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatAKilledProcessHasLeftIsWrittenAnew() throws IOException {
        Files.writeString(place.path().resolveSibling("name.bin.part"), "longer than the file that comes");
        write("short");
        assertThat(place.path()).hasContent("short");
    }

    @Test
    void aFailureLeavesWhatStoodThereAndNoPart() throws IOException {
        Files.writeString(place.path(), "before");
        disk.beforeRename(FaultyDisk.failing());
        assertThatThrownBy(() -> write("after"))
                .isInstanceOfSatisfying(
                        FdfsException.class, e -> assertThat(e.status()).isEqualTo(Status.EIO));
        assertThat(place.path()).hasContent("before");
        assertThat(place.path().getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFolderThatVanishedIsMadeAgain() throws IOException {
        Files.delete(place.path().getParent());
        write("there");
        assertThat(place.path()).hasContent("there");
    }

    private void write(String text) throws FdfsException {
        CopiedFile.write(place, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), TIME);
    }
}
