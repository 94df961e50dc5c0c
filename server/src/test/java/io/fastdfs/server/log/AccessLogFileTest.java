package io.fastdfs.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.server.log.AccessLogFile.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogFileTest {
    /** What C 6.16.1 wrote; its times are UTC. */
    private static final String FROM_C = """
        [2026-11-22 10:59:16.633038] client_ip action filename status time_used_us req_len resp_len
        [2026-11-22 10:59:20.789090] 127.0.0.1 upload M00/00/00/fwAAC2sCywiAXFDhAAAADg4Qul0519.txt 0 1283 39 70
        [2026-11-22 10:59:20.854729] 127.0.0.1 set_metadata - 22 14 87 87
        [2026-11-22 10:59:32.40150] 127.0.0.1 upload M00/00/03/fwAAC2sCyxSAWe_nAAAADg4Qul0586.txt 0 273 39 70
        """;

    @TempDir
    Path base;

    private final SteppedClock clock = new SteppedClock("2026-11-22T10:59:16.633038Z");

    private AccessLogFile open(Precision precision) throws IOException {
        return AccessLogFile.open(
                base.resolve("logs/storage_access.log"), TestSettings.daily(LocalTime.MIDNIGHT, 15), precision, clock);
    }

    private String text() throws IOException {
        return Files.readString(base.resolve("logs/storage_access.log"));
    }

    private static AccessLog.Request request(String start, long micros, String action, String name, int status) {
        return new AccessLog.Request(
                "127.0.0.1", action, name, status, Instant.parse(start), Duration.ofNanos(micros * 1000 + 999), 39, 70);
    }

    @Test
    void linesAreThoseOfC() throws IOException {
        try (AccessLogFile log = open(Precision.MICROSECONDS)) {
            log.add(request(
                    "2026-11-22T10:59:20.789090Z", 1283, "upload", "M00/00/00/fwAAC2sCywiAXFDhAAAADg4Qul0519.txt", 0));
            log.add(new AccessLog.Request(
                    "127.0.0.1",
                    "set_metadata",
                    "-",
                    22,
                    Instant.parse("2026-11-22T10:59:20.854729Z"),
                    Duration.ofNanos(14_000),
                    87,
                    87));
            log.add(request(
                    "2026-11-22T10:59:32.040150Z", 273, "upload", "M00/00/03/fwAAC2sCyxSAWe_nAAAADg4Qul0586.txt", 0));
        }
        assertThat(text()).isEqualTo(FROM_C);
    }

    @Test
    void microsecondsArePaddedToThreeDigitsOnly() throws IOException {
        try (AccessLogFile log = open(Precision.MICROSECONDS)) {
            log.add(request("2026-11-22T10:59:20.000007Z", 1, "status", "M00/00/00/x", 0));
        }
        assertThat(text().lines().toList().get(1)).startsWith("[2026-11-22 10:59:20.007] ");
    }

    @Test
    void withMillisecondsTheHeaderAndTheTimesAreInMilliseconds() throws IOException {
        try (AccessLogFile log = open(Precision.MILLISECONDS)) {
            log.add(request("2026-11-22T10:59:20.040150Z", 1999, "download", "M00/00/00/x", 0));
        }
        assertThat(text()).isEqualTo("""
            [2026-11-22 10:59:16.633] client_ip action filename status time_used_ms req_len resp_len
            [2026-11-22 10:59:20.040] 127.0.0.1 download M00/00/00/x 0 1 39 70
            """);
    }

    @Test
    void aRestartWritesNoSecondHeader() throws IOException {
        open(Precision.MICROSECONDS).close();
        open(Precision.MICROSECONDS).close();
        assertThat(text().lines()).hasSize(1);
    }

    @Test
    void aFilePutAsideHasTheTimeInItsName() throws IOException {
        try (AccessLogFile log = open(Precision.MICROSECONDS)) {
            log.rotate();
        }
        try (Stream<Path> files = Files.list(base.resolve("logs"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("storage_access.log", "storage_access.log.20261122_105916");
        }
    }

    @Test
    void aNameFromAClientCannotForgeALine() throws IOException {
        try (AccessLogFile log = open(Precision.MICROSECONDS)) {
            log.add(request("2026-11-22T10:59:20Z", 1, "download", "M00/00/00/a b\nc", 2));
        }
        List<String> lines = text().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo("[2026-11-22 10:59:20.000] 127.0.0.1 download M00/00/00/a?b?c 2 1 39 70");
    }
}
