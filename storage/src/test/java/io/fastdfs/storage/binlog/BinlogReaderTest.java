package io.fastdfs.storage.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.storage.disk.LocalDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is appended is read again, in order, over all files, whatever a crash or an older release left between. */
class BinlogReaderTest {
    private static final String NAME = "M00/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt";

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1760000000 C M00/02/1A/wKgBCmjneACAEjRWAAAIABI0q80123.jpg",
                "1760000009 u M00/02/1A/wKgBCmjneACAEjRWAAAIABI0q80123.jpg-m",
                "1760000260 A M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 0 1234",
                "1760000300 m M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 10 4",
                "1760000310 T M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 1234 600",
                "1760000400 d M00/02/1A/wKgBCmjneACAEjRWAAAIABI0q80123.jpg",
                "1760000500 L M00/00/00/wKgBCmjneACAEjRWAAAIABI0q80124.jpg"
                        + " M00/00/00/wKgBCmjneACAEjRWAAAIABI0q80125.jpg",
                "1760000900 R M01/00/00/wKgBCmjne4SAEjRWAAAE0gAAAHc404.log"
                        + " M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log",
            })
    void aRecordIsWrittenAgainAsItWas(String line) throws ParseException {
        assertThat(BinlogRecord.parse(line).line()).isEqualTo(line + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1760000000",
                "1760000000 C",
                "1760000000 C ",
                "1760000000 C short",
                "1760000000 l ",
                "1760000000 L  M00/00/00/wKgBCmjneACAEjRWAAAIABI0q80125.jpg",
                "1760000000 X M00/02/1A/wKgBCmjneACAEjRWAAAIABI0q80123.jpg",
                "now C M00/02/1A/wKgBCmjneACAEjRWAAAIABI0q80123.jpg",
                "1760000000 A M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 0",
                "1760000000 A M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 0 -1",
                "1760000000 A M01/00/00/wKgBCmjneMiEEjRWAAAAAAAAAAE404.log 0 99999999999999999999",
            })
    void aLineThatLacksSomethingIsRefused(String line) {
        assertThatThrownBy(() -> BinlogRecord.parse(line)).isInstanceOf(ParseException.class);
    }

    @Test
    void aReaderFollowsTheWriterAndContinuesFromAnyPosition() throws Exception {
        try (Binlog binlog = Binlog.open(base, new LocalDisk(), false);
                BinlogReader reader = binlog.reader(Position.START)) {
            assertThat(reader.next()).isEmpty();
            Position second = Position.START;
            for (int i = 0; i < 5_000; i++) {
                binlog.append(created(i));
                BinlogReader.Line line = reader.next().orElseThrow();
                assertThat(line)
                        .isInstanceOfSatisfying(
                                BinlogReader.Entry.class,
                                e -> assertThat(e.record().seconds()).isPositive());
                assertThat(line.next()).isEqualTo(binlog.end());
                second = i == 0 ? line.next() : second;
                assertThat(reader.next()).isEmpty();
            }
            try (BinlogReader later = binlog.reader(second)) {
                assertThat(seconds(later)).hasSize(4_999).startsWith(2L, 3L);
            }
        }
    }

    @Test
    void oldFilesAreReadFirstAlsoWhereTheyArePacked() throws Exception {
        Path sync = Files.createDirectories(base.resolve("data/sync"));
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(sync.resolve("binlog.000.gz")))) {
            packed.write(created(0).line().getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(sync.resolve("binlog.001"), created(1).line() + "17600 torn");
        Files.writeString(sync.resolve("binlog.002"), created(2).line());
        Files.writeString(sync.resolve("binlog_index.dat"), "current_write=2\ncurrent_compress=1\n");
        try (Binlog binlog = Binlog.open(base, new LocalDisk(), false);
                BinlogReader reader = binlog.reader(Position.START)) {
            assertThat(reader.next().orElseThrow()).isInstanceOf(BinlogReader.Entry.class);
            assertThat(reader.next().orElseThrow().at()).isEqualTo(new Position(1, 0));
            assertThat(reader.next().orElseThrow())
                    .isInstanceOfSatisfying(
                            BinlogReader.Malformed.class,
                            m -> assertThat(m.text()).isEqualTo("17600 torn"));
            assertThat(reader.next().orElseThrow().at()).isEqualTo(new Position(2, 0));
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void aLineOfAMegabyteIsPassedInBoundedPieces() throws Exception {
        Path sync = Files.createDirectories(base.resolve("data/sync"));
        Files.writeString(
                sync.resolve("binlog.000"),
                "x".repeat(1 << 20) + "\n" + created(1).line());
        try (Binlog binlog = Binlog.open(base, new LocalDisk(), false);
                BinlogReader reader = binlog.reader(Position.START)) {
            BinlogReader.Line line = reader.next().orElseThrow();
            while (line instanceof BinlogReader.Malformed malformed) {
                assertThat(malformed.text().length()).isLessThanOrEqualTo(64 * 1024);
                line = reader.next().orElseThrow();
            }
            assertThat(line.at()).isEqualTo(new Position(0, (1 << 20) + 1));
        }
    }

    @Test
    void whoWaitsIsWokenByTheAppendAndByTheClose() throws Exception {
        Binlog binlog = Binlog.open(base, new LocalDisk(), false);
        List<Boolean> woken = new ArrayList<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            woken.add(awaitBeyond(binlog, Position.START));
            woken.add(awaitBeyond(binlog, binlog.end()));
        });
        binlog.append(created(0));
        Awaitility.await().until(() -> woken.size() == 1);
        binlog.close();
        waiter.join(Duration.ofSeconds(10));
        assertThat(woken).containsExactly(true, false);
    }

    private static boolean awaitBeyond(Binlog binlog, Position position) {
        try {
            return binlog.awaitBeyond(position, Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new AssertionError("not meant to be interrupted", e);
        }
    }

    private static List<Long> seconds(BinlogReader reader) throws IOException {
        List<Long> seconds = new ArrayList<>();
        while (reader.next().orElse(null) instanceof BinlogReader.Entry entry) {
            seconds.add(entry.record().seconds());
        }
        return seconds;
    }

    private static BinlogRecord created(int number) {
        return BinlogRecord.own(number + 1, new Change.Create(NAME));
    }

    @Test
    void aTornLastLineIsCutBeforeTheNextRecord() throws IOException {
        Path file = Files.createDirectories(base.resolve("data/sync")).resolve("binlog.000");
        Files.writeString(file, created(0).line());
        Files.writeString(file, "176000 C M00/0", StandardOpenOption.APPEND);
        try (Binlog binlog = Binlog.open(base, new LocalDisk(), false)) {
            binlog.append(created(1));
        }
        assertThat(file).hasContent(created(0).line() + created(1).line());
    }
}
