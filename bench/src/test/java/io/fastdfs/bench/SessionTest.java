package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Loads on a real storage; all are bounded by a count, so that no time decides. */
class SessionTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int COUNT = 500;

    @TempDir
    static Path folder;

    private static OneStorage storage;

    @BeforeAll
    static void start() throws IOException {
        storage = new OneStorage(folder, 3);
    }

    @AfterAll
    static void stop() throws IOException {
        storage.close();
    }

    private static Work work(String mix, String sizes) {
        return new Work(Mix.parse(mix), Sizes.parse(sizes), 1000, 0, 50, List.of(), true);
    }

    private static Pace count(long count) {
        return new Pace(0, Duration.ZERO, LONG, count);
    }

    private static Result measure(Work work, Pace pace, int connections, int threads) throws IOException {
        Session.Setup setup = new Session.Setup(connections, threads, LONG, 5);
        try (Session session = Session.open(storage.destination(), setup)) {
            session.prepare(work);
            Result result = session.measure("test", work, pace);
            session.removeFiles();
            return result;
        }
    }

    private static List<Path> storedFiles(int storePath) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("path" + storePath).resolve("data"))) {
            return all.filter(file -> file.toString().endsWith(".bin")).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DELETE", "QUERY_STORE", "QUERY_FETCH"})
    void eachOperationIsDoneAsOftenAsWantedAndVerified(Operation operation) throws IOException {
        Result result = measure(work(operation.label(), "0-20K"), count(COUNT), 7, 1);
        assertThat(result.total().errorsByKind()).isEmpty();
        assertThat(result.total().requests()).isEqualTo(COUNT);
        assertThat(result.operations()).extracting(Result.Counts::operation).containsExactly(operation.label());
        assertThat(result.total().latency().p50())
                .isPositive()
                .isLessThanOrEqualTo(result.total().latency().max());
    }

    @Test
    void largeFilesGoBothWaysInManyPieces() throws IOException {
        Work large = new Work(Mix.parse("upload=1,download=1"), Sizes.parse("3M"), 1, 0, 4, List.of(), true);
        Result result = measure(large, count(40), 3, 1);
        assertThat(result.total().errorsByKind()).isEmpty();
        assertThat(result.total().contentBytes()).isEqualTo(40 * (3L << 20));
    }

    @Test
    void aMixHasAllOfItAndSeveralThreadsShareTheCount() throws IOException {
        Work mixed = work("upload=2,append=1,download=4,range=2,info=1,get-metadata=1,delete=1", "1K-8K");
        Result result = measure(mixed, count(2 * COUNT + 1), 9, 2);
        assertThat(result.total().errorsByKind()).isEmpty();
        assertThat(result.total().requests()).isEqualTo(2 * COUNT + 1);
        assertThat(result.operations()).hasSize(7);
    }

    @Test
    void deletesEndWhenNoFileIsLeft() throws IOException {
        Result result = measure(work("delete", "1K"), count(0), 4, 2);
        assertThat(result.total().errorsByKind()).isEmpty();
        assertThat(result.total().requests()).isEqualTo(50);
    }

    @Test
    void whatWasStoredIsGoneAfterwards() throws IOException {
        measure(work("upload=3,append=1,delete=1", "1K"), count(COUNT), 4, 1);
        assertThat(storedFiles(0)).isEmpty();
        assertThat(storedFiles(1)).isEmpty();
        assertThat(storedFiles(2)).isEmpty();
    }

    @Test
    void uploadsGoToAsManyStorePathsAsWanted() throws IOException {
        Work twoPaths = work("upload", "1K").onStorePaths(2);
        try (Session session = Session.open(storage.destination(), Session.Setup.of(4))) {
            session.measure("test", twoPaths, count(100));
            assertThat(session.fileIds()).hasSize(100);
            assertThat(storedFiles(0)).hasSize(50);
            assertThat(storedFiles(1)).hasSize(50);
            assertThat(storedFiles(2)).isEmpty();
            session.removeFiles();
        }
    }

    @Test
    void aRateIsKeptWhereTheServerCan() throws IOException {
        Result result = measure(work("info", "1K"), new Pace(1000, Duration.ZERO, LONG, 200), 4, 2);
        assertThat(result.total().requests()).isEqualTo(200);
        // The last of 200 is due after 199 ms: no earlier, however fast the server is.
        assertThat(result.seconds()).isGreaterThan(0.19);
    }

    @Test
    void givenFilesAreUsedAndAFileThatIsGoneIsAnErrorWithItsStatus() throws IOException {
        Work uploads = work("upload", "1K");
        try (Session session = Session.open(storage.destination(), Session.Setup.of(1))) {
            session.store(uploads, 1);
            List<FileId> ids = List.of(FileId.parse(session.fileIds().getFirst()));
            Work given = new Work(Mix.parse("download"), Sizes.parse("1K"), 1, 0, 0, ids, true);
            assertThat(measureGiven(given).total().errors()).isZero();
            session.removeFiles();
            assertThat(measureGiven(given).total().errorsByKind())
                    .containsExactly(Map.entry("storage: no such file, group or server (2)", 5L));
        }
    }

    private static Result measureGiven(Work given) throws IOException {
        try (Session session = Session.open(storage.destination(), Session.Setup.of(2))) {
            session.prepare(given);
            return session.measure("given", given, count(5));
        }
    }

    @Test
    void anotherContentThanTheIdSaysIsAnError() throws IOException {
        Work downloads = work("download", "1K").withFiles(1);
        try (Session session = Session.open(storage.destination(), Session.Setup.of(1))) {
            session.prepare(downloads);
            Path file = Stream.of(0, 1, 2)
                    .flatMap(path -> storedFilesUnchecked(path).stream())
                    .findFirst()
                    .orElseThrow();
            byte[] content = Files.readAllBytes(file);
            content[500] ^= 1;
            Files.write(file, content);
            Result result = session.measure("damaged", downloads, count(3));
            assertThat(result.total().errorsByKind())
                    .containsExactly(Map.entry("another content than what was stored", 3L));
            session.removeFiles();
        }
    }

    private static List<Path> storedFilesUnchecked(int storePath) {
        try {
            return storedFiles(storePath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        Destination nobody = new Destination.Storage(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        assertThatThrownBy(() -> Session.open(nobody, Session.Setup.of(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("127.0.0.1:1: connection refused");
    }

    @Test
    void aStorageIsNotAskedForWhatATrackerKnows() throws IOException {
        try (Session session = Session.open(storage.destination(), Session.Setup.of(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> session.prepare(work("query-store", "1K")));
        }
    }
}
