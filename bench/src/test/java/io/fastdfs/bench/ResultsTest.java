package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    @TempDir
    Path folder;

    /** A result with so many requests of 100 µs a second. */
    static Result result(String name, double perSecond) {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(100_000, 1000);
        Result.Latency latency = Result.Latency.of(nanos);
        Result.Counts counts = new Result.Counts(
                "upload",
                1000,
                1,
                Map.of("storage: no space left (28)", 1L),
                4_096_000,
                perSecond,
                4,
                latency,
                latency);
        return new Result(
                name,
                "storage 127.0.0.1:23000",
                Map.of("mix", "upload"),
                "2026-01-02T03:04:05Z",
                "a machine",
                2,
                0,
                counts,
                List.of(counts),
                List.of(
                        new Result.Slice(0, 1, perSecond, 100, 120, 130),
                        new Result.Slice(1, 1, perSecond, 100, 120, 130)),
                List.of(new Result.ServerUse("127.0.0.1:23000", 7, 0.5, 50, 80)),
                0.7);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        List<Result> results = List.of(result("one", 10), result("two", 20));
        Path file = folder.resolve("results.json");
        Results.write(file, results);
        assertThat(Results.read(file)).isEqualTo(results);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "hello",
                "{\"format\":2,\"results\":[]}",
                "{\"format\":1}",
                "{\"format\":1,\"results\":[null]}",
                "{\"format\":1,\"results\":[{\"name\":\"x\"}]}"
            })
    void anythingElseIsRefusedWithTheNameOfTheFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), content);
        assertThatThrownBy(() -> Results.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void theMedianOfSeveralRunsIsTaken() {
        List<Summary> summaries =
                Summary.byName(List.of(result("x", 30), result("y", 5), result("x", 10), result("x", 20)));
        assertThat(summaries).extracting(Summary::name).containsExactly("x", "y");
        assertThat(summaries.getFirst().perSecond()).isEqualTo(20);
        assertThat(summaries.getFirst().runs()).isEqualTo(3);
        assertThat(summaries.getFirst().errors()).isEqualTo(3);
        assertThat(summaries.getFirst().typical().total().perSecond()).isEqualTo(20);
    }

    @Test
    void aCurveEndsWithTheLargestAndHasNoPercentileThatSoFewCannotTellApart() {
        Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(1_000, 99);
        nanos.recordValue(5_000_000);
        assertThat(Result.Latency.of(nanos).curve())
                .extracting(Result.Point::percent)
                .containsExactly(0.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 100.0);
        assertThat(Result.Latency.of(nanos).curve().getLast().micros()).isCloseTo(5000, within(10.0));
    }
}
