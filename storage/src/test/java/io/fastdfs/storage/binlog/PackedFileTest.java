package io.fastdfs.storage.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.storage.disk.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finished files of the binlog are packed as C packs them, and whoever reads them gets what they were. */
class PackedFileTest {
    @TempDir
    Path base;

    private Path sync;

    /** Three files of one record each, of which the last is written. */
    @BeforeEach
    void threeFiles() throws IOException {
        sync = Files.createDirectories(base.resolve("data/sync"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(file(i), line(i));
        }
        Files.writeString(sync.resolve("binlog_index.dat"), "current_write=2\ncurrent_compress=0\n");
    }

    @Test
    void whatIsFinishedIsPackedAndTheIndexSaysSo() throws IOException {
        FileTime time = Files.getLastModifiedTime(file(0));
        try (Binlog binlog = open()) {
            binlog.pack();
        }
        assertThat(names()).containsExactly("binlog.000.gz", "binlog.001.gz", "binlog.002", "binlog_index.dat");
        assertThat(unpacked(packed(0))).isEqualTo(line(0));
        assertThat(Files.getLastModifiedTime(packed(0))).isEqualTo(time);
        assertThat(sync.resolve("binlog_index.dat")).hasContent("current_write=2\ncurrent_compress=2\n");
    }

    @Test
    void whatIsPackedIsUnpackedForWhoReadsItAndPackedAgainTheNextTime() throws IOException {
        try (Binlog binlog = open()) {
            binlog.pack();
            assertThat(seconds(binlog)).containsExactly(1L, 2L, 3L);
            assertThat(names()).containsExactly("binlog.000", "binlog.001", "binlog.002", "binlog_index.dat");
            assertThat(sync.resolve("binlog_index.dat")).hasContent("current_write=2\ncurrent_compress=0\n");
            binlog.pack();
            assertThat(packed(0)).exists();
            assertThat(file(0)).doesNotExist();
        }
    }

    @Test
    void whatAPeerHasStillToGetStaysAsItIs() throws IOException {
        try (Binlog binlog = open()) {
            try (BinlogReader follower = binlog.follower(new Position(1, 0))) {
                binlog.pack();
                assertThat(names()).containsExactly("binlog.000.gz", "binlog.001", "binlog.002", "binlog_index.dat");
                assertThat(follower.next()).isPresent();
            }
            binlog.pack();
            assertThat(file(1)).doesNotExist();
        }
    }

    @Test
    void whoReadsAFileWhileItIsPackedReadsItToItsEnd() throws IOException {
        try (Binlog binlog = open();
                BinlogReader reader = binlog.reader(Position.START)) {
            assertThat(reader.next()).isPresent();
            binlog.pack();
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isPresent();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void aMarkInAPackedFileIsStillTheStartOfALine() throws IOException {
        try (Binlog binlog = open()) {
            binlog.pack();
            assertThat(binlog.isLineStart(new Position(0, 0))).isTrue();
            assertThat(binlog.isLineStart(new Position(0, line(0).length()))).isTrue();
            assertThat(binlog.isLineStart(new Position(0, 5))).isFalse();
        }
    }

    @Test
    void whatAKilledGzipHasLeftIsPackedAnew() throws IOException {
        Files.writeString(packed(0), "half of it");
        try (Binlog binlog = open()) {
            binlog.pack();
            assertThat(unpacked(packed(0))).isEqualTo(line(0));
            assertThat(file(0)).doesNotExist();
        }
    }

    @Test
    void ofAFileThatIsWholeInBothFormsThePlainOneGoes() throws IOException {
        pack(0, line(0));
        Files.writeString(file(0), "half of it");
        try (Binlog binlog = open()) {
            binlog.pack();
            assertThat(names()).contains("binlog.000.gz").doesNotContain("binlog.000");
            assertThat(seconds(binlog)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void whatAKilledCHasHalfUnpackedIsUnpackedAnew() throws IOException {
        pack(0, line(0));
        Files.writeString(file(0), line(0).substring(0, 20));
        Files.writeString(sync.resolve(".binlog.000.flag"), "unzip");
        try (Binlog binlog = open()) {
            assertThat(seconds(binlog)).containsExactly(1L, 2L, 3L);
            assertThat(names()).doesNotContain("binlog.000.gz", ".binlog.000.flag");
        }
    }

    @Test
    void aPackedFileThatIsDamagedIsToldOfAndKept() throws IOException {
        Files.delete(file(0));
        Files.writeString(packed(0), "damaged");
        try (Binlog binlog = open();
                BinlogReader reader = binlog.reader(Position.START)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("binlog.000.gz cannot be unpacked");
            assertThat(packed(0)).exists();
        }
    }

    @Test
    void aBinlogThatIsClosedPacksNoMore() throws IOException {
        Binlog binlog = open();
        binlog.close();
        binlog.pack();
        assertThat(names()).containsExactly("binlog.000", "binlog.001", "binlog.002", "binlog_index.dat");
    }

    private Binlog open() throws IOException {
        return Binlog.open(base, new LocalDisk(), false);
    }

    private Path file(int index) {
        return sync.resolve("binlog.00" + index);
    }

    private Path packed(int index) {
        return sync.resolve("binlog.00" + index + ".gz");
    }

    private void pack(int index, String content) throws IOException {
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(packed(index)))) {
            packed.write(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String unpacked(Path packed) throws IOException {
        try (InputStream plain = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(plain.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(sync)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<Long> seconds(Binlog binlog) throws IOException {
        List<Long> seconds = new ArrayList<>();
        try (BinlogReader reader = binlog.reader(Position.START)) {
            while (reader.next().orElse(null) instanceof BinlogReader.Entry entry) {
                seconds.add(entry.record().seconds());
            }
        }
        return seconds;
    }

    private static String line(int index) {
        return BinlogRecord.own(index + 1, new Change.Create("M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt"))
                .line();
    }
}
