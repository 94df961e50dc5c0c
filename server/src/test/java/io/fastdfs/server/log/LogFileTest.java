package io.fastdfs.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fastdfs.conf.LogSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final LogSettings DAILY = TestSettings.daily(LocalTime.MIDNIGHT, 15);
    private static final LogSettings NEVER = TestSettings.onSize(0);

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock("2026-07-14T12:00:00Z");
    private final AtomicLong lost = new AtomicLong();
    private final List<LogFile> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(LogFile::close);
    }

    private LogFile open(LogSettings rotation) throws IOException {
        return open(folder.resolve("logs/x.log"), rotation, "", Duration.ofHours(1));
    }

    private LogFile open(Path path, LogSettings rotation, String header, Duration interval) throws IOException {
        RotatedFile rotated = new RotatedFile(path, rotation, false, clock, () -> header);
        LogFile file = new LogFile("log of a test", rotated, interval, lost::addAndGet);
        open.add(file);
        return file;
    }

    private static void append(LogFile file, String... lines) {
        for (String line : lines) {
            assertThat(file.append((line + "\n").getBytes(UTF_8), false)).isTrue();
        }
        file.flush();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve("logs").resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void linesStandInTheOrderOfTheirAppends() throws IOException {
        append(open(DAILY), "one", "two", "three");
        assertThat(text("x.log")).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void anExistingFileIsContinued() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/x.log"), "before\n");
        append(open(DAILY), "after");
        assertThat(text("x.log")).isEqualTo("before\nafter\n");
    }

    @Test
    void aLineWaitsNoLongerThanTheFlushInterval() throws IOException {
        LogFile file = open(folder.resolve("logs/x.log"), DAILY, "", Duration.ofMillis(10));
        assertThat(file.append("line\n".getBytes(UTF_8), false)).isTrue();
        await().untilAsserted(() -> assertThat(text("x.log")).isEqualTo("line\n"));
    }

    @Test
    void anUrgentLineDoesNotWaitForTheFlushInterval() throws IOException {
        LogFile file = open(DAILY);
        assertThat(file.append("line\n".getBytes(UTF_8), true)).isTrue();
        await().untilAsserted(() -> assertThat(text("x.log")).isEqualTo("line\n"));
    }

    @Test
    void closingWritesWhatIsLeft() throws IOException {
        LogFile file = open(DAILY);
        assertThat(file.append("last\n".getBytes(UTF_8), false)).isTrue();
        file.close();
        assertThat(text("x.log")).isEqualTo("last\n");
    }

    @Test
    void atMidnightTheFileIsNamedAfterTheDayThatEnded() throws IOException {
        LogFile file = open(DAILY);
        append(file, "tuesday");
        clock.moveTo("2026-07-15T00:00:01Z");
        append(file, "wednesday");
        assertThat(text("x.log.20260714")).isEqualTo("tuesday\n");
        assertThat(text("x.log")).isEqualTo("wednesday\n");
    }

    @Test
    void laterInTheDayItIsNamedAfterThatDay() throws IOException {
        LogFile file = open(TestSettings.daily(LocalTime.of(18, 30), 15));
        append(file, "before");
        clock.moveTo("2026-07-14T18:31:00Z");
        append(file, "after");
        assertThat(names()).containsExactly("x.log", "x.log.20260714");
    }

    @Test
    void theDayOfTheNameIsThatOfTheRotationHoweverLateItIsDone() throws IOException {
        LogFile file = open(DAILY);
        append(file, "tuesday");
        clock.moveTo("2026-07-15T00:05:00Z");
        append(file, "wednesday");
        assertThat(names()).containsExactly("x.log", "x.log.20260714");
    }

    @Test
    void withoutDailyRotationMidnightChangesNothing() throws IOException {
        LogFile file = open(NEVER);
        append(file, "tuesday");
        clock.moveTo("2026-07-15T00:00:01Z");
        append(file, "wednesday");
        assertThat(text("x.log")).isEqualTo("tuesday\nwednesday\n");
    }

    @Test
    void aFileIsPutAsideBeforeItHasMoreBytesThanAllowed() throws IOException {
        LogFile file = open(TestSettings.onSize(10));
        append(file, "12345");
        append(file, "123");
        append(file, "x");
        assertThat(text("x.log.20260714_120000")).isEqualTo("12345\n123\n");
        assertThat(text("x.log")).isEqualTo("x\n");
    }

    @Test
    void filesPutAsideInOneSecondHaveNamesOfTheirOwn() throws IOException {
        LogFile file = open(TestSettings.onSize(5));
        append(file, "first");
        append(file, "second");
        append(file, "third");
        assertThat(names()).containsExactly("x.log", "x.log.20260714_120000", "x.log.20260714_120001");
    }

    @Test
    void onDemandTheFileIsPutAsideAfterTheLinesBefore() throws IOException {
        LogFile file = open(DAILY);
        assertThat(file.append("before\n".getBytes(UTF_8), false)).isTrue();
        file.rotate();
        append(file, "after");
        assertThat(text("x.log.20260714")).isEqualTo("before\n");
        assertThat(text("x.log")).isEqualTo("after\n");
    }

    @Test
    void whereTheNameOfTheDayIsTakenTheTimeIsAdded() throws IOException {
        LogFile file = open(DAILY);
        file.rotate();
        file.rotate();
        assertThat(names()).containsExactly("x.log", "x.log.20260714", "x.log.20260714_120000");
    }

    @Test
    void withoutDailyRotationTheDemandOpensAFileThatAnotherProgramMoved() throws IOException {
        LogFile file = open(NEVER);
        append(file, "before");
        Files.move(folder.resolve("logs/x.log"), folder.resolve("logs/x.log.1"));
        file.rotate();
        append(file, "after");
        assertThat(text("x.log.1")).isEqualTo("before\n");
        assertThat(text("x.log")).isEqualTo("after\n");
    }

    @Test
    void everyNewFileBeginsWithTheHeader() throws IOException {
        LogFile file = open(folder.resolve("logs/x.log"), DAILY, "header\n", Duration.ofHours(1));
        append(file, "one");
        file.rotate();
        file.close();
        append(open(folder.resolve("logs/x.log"), DAILY, "header\n", Duration.ofHours(1)), "two");
        assertThat(text("x.log.20260714")).isEqualTo("header\none\n");
        assertThat(text("x.log")).isEqualTo("header\ntwo\n");
    }

    @Test
    void filesOlderThanTheKeptDaysAreDeletedAtTheirTime() throws IOException {
        LogFile file = open(DAILY);
        for (String name : List.of("x.log.20260629", "x.log.20260630", "x.log.20260101_101010.gz", "y.log.20200101")) {
            Files.writeString(folder.resolve("logs").resolve(name), name);
        }
        clock.moveTo("2026-07-15T01:29:00Z");
        file.flush();
        assertThat(names()).contains("x.log.20260629");
        clock.moveTo("2026-07-15T01:30:00Z");
        file.flush();
        assertThat(names()).containsExactly("x.log", "x.log.20260630", "x.log.20260714", "y.log.20200101");
    }

    @Test
    void withNoKeptDaysNothingIsDeleted() throws IOException {
        LogFile file = open(TestSettings.daily(LocalTime.MIDNIGHT, 0));
        Files.writeString(folder.resolve("logs/x.log.20200101"), "old");
        clock.moveTo("2026-07-15T01:30:00Z");
        file.flush();
        assertThat(names()).contains("x.log.20200101");
    }

    @Test
    void oldFilesAreCompressedFromTheirAgeOn() throws IOException {
        LogFile file = open(TestSettings.compressing(2));
        Files.writeString(folder.resolve("logs/x.log.20260712"), "sunday\n");
        Files.writeString(folder.resolve("logs/x.log.20260713"), "monday\n");
        append(file, "tuesday");
        clock.moveTo("2026-07-15T00:00:00Z");
        file.flush();
        await().untilAsserted(() -> assertThat(names())
                .containsExactly("x.log", "x.log.20260712.gz", "x.log.20260713.gz", "x.log.20260714"));
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("logs/x.log.20260712.gz")))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("sunday\n");
        }
    }

    @Test
    void aDiskThatStandsStillCostsLinesAndStopsNobody() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        byte[] line = ("x".repeat(1023) + "\n").getBytes(UTF_8);
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
            LogFile file = open(pipe, NEVER, "", Duration.ofMillis(1));
            int dropped = 0;
            // Two full buffers and what the pipe holds are the most that can be under way.
            for (int i = 0; i < 3 * LogFile.MAX_BUFFERED_BYTES / line.length; i++) {
                dropped += file.append(line, false) ? 0 : 1;
            }
            assertThat(dropped).isPositive();
            Thread.ofVirtual().start(() -> drain(reader));
            int expected = dropped;
            await().untilAsserted(() -> assertThat(lost).hasValue(expected));
            file.close();
        }
    }

    private static void drain(RandomAccessFile pipe) {
        byte[] into = new byte[64 * 1024];
        try {
            while (pipe.read(into) > 0) {
                // Only that the writer goes on.
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Test
    void linesLostToAFullDiskAreReportedOnceItTakesLinesAgain() throws IOException {
        Path path = folder.resolve("x.log");
        Files.createSymbolicLink(path, Path.of("/dev/full"));
        LogFile file = open(path, NEVER, "", Duration.ofHours(1));
        append(file, "lost", "lost too");
        assertThat(lost).hasValue(0);
        Files.delete(path);
        file.rotate();
        append(file, "kept");
        assertThat(Files.readString(path)).isEqualTo("kept\n");
        assertThat(lost).hasValue(2);
    }

    @Test
    void afterClosingNothingIsTaken() throws IOException {
        LogFile file = open(DAILY);
        file.close();
        assertThat(file.append("late\n".getBytes(UTF_8), true)).isFalse();
    }
}
