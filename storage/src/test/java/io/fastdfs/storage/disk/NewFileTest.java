package io.fastdfs.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
    @TempDir
    private Path base;

    @Test
    void aFileThatStandsThereStaysAsItIs() throws IOException {
        try (StorePaths paths =
                StorePaths.open(List.of(base), _ -> new StorePath.Settings(false, 1, 0, 0, true, 0), new LocalDisk())) {
            Place place = new Place(paths.all().getFirst(), "00/00/name.bin");
            Files.writeString(place.path(), "first");
            assertThatThrownBy(
                            () -> NewFile.write(place, ByteBuffer.wrap("second".getBytes(StandardCharsets.US_ASCII))))
                    .isInstanceOf(FdfsException.class);
            assertThat(place.path()).hasContent("first");
        }
    }
}
