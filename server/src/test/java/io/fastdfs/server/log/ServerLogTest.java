package io.fastdfs.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ServerLogTest {
    private static final Logger log = LoggerFactory.getLogger(ServerLogTest.class);

    @TempDir
    Path base;

    private final SteppedClock clock = new SteppedClock("2026-07-14T09:30:00Z");
    private final List<ServerLog> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(ServerLog::close);
    }

    private ServerLog open(String name, LogLevel level) throws IOException {
        LogSettings settings = new LogSettings(level, Duration.ofHours(1), Rotation.defaults());
        ServerLog opened = ServerLog.open(base, name, settings, null, clock);
        open.add(opened);
        return opened;
    }

    private String text(ServerLog of, String name) throws IOException {
        of.flush();
        return Files.readString(base.resolve("logs").resolve(name + ".log"));
    }

    private String logged(LogLevel level, Runnable lines) throws IOException {
        ServerLog file = open("storaged", level);
        file.run(() -> {
            lines.run();
            return true;
        });
        return text(file, "storaged");
    }

    @Test
    void aLineLooksAsInC() throws IOException {
        String line = logged(LogLevel.INFO, () -> log.info("{} joined", "127.0.0.81"));
        assertThat(line)
                .matches("\\[2026-07-14 09:30:00] INFO - file: ServerLogTest.java, line: \\d+, 127.0.0.81 joined\n");
    }

    @Test
    void levelsHaveTheWordsOfC() throws IOException {
        String lines = logged(LogLevel.DEBUG, () -> {
            log.trace("left out");
            log.debug("1");
            log.info("2");
            log.warn("3");
            log.error("4");
            log.info(LogLevel.NOTICE.marker(), "5");
            log.error(LogLevel.CRIT.marker(), "6");
        });
        assertThat(lines.lines().map(line -> line.split(" ")[2]))
                .containsExactly("DEBUG", "INFO", "WARNING", "ERROR", "NOTICE", "CRIT");
    }

    @Test
    void linesBelowTheLevelAreLeftOut() throws IOException {
        String lines = logged(LogLevel.WARNING, () -> {
            log.info("left out");
            log.info(LogLevel.NOTICE.marker(), "left out");
            log.warn("there");
        });
        assertThat(lines).endsWith("there\n").doesNotContain("left out");
    }

    @Test
    void atLevelCritAnErrorIsLeftOut() throws IOException {
        String lines = logged(LogLevel.CRIT, () -> {
            log.error("left out");
            log.error(LogLevel.CRIT.marker(), "there");
        });
        assertThat(lines).endsWith("there\n").doesNotContain("left out");
    }

    @ParameterizedTest
    @CsvSource({
        "info, INFO",
        "LOG_INFO, INFO",
        "warn, WARNING",
        "Warning, WARNING",
        "log_warning, WARNING",
        "err, ERROR",
        "error, ERROR",
        "LOG_ERR, ERROR",
        "crit, CRIT",
        "debugging, DEBUG",
        "emerg, EMERG"
    })
    void levelsAreReadAsByC(String word, LogLevel level) {
        assertThat(LogLevel.parse(word)).contains(level);
    }

    @Test
    void anUnknownLevelIsNone() {
        assertThat(LogLevel.parse("loud")).isEmpty();
    }

    @Test
    void aLineFeedFromAPeerMakesNoSecondLine() throws IOException {
        String line = logged(LogLevel.INFO, () -> log.info("no such file: {}", "a\n[2026-07-14] CRIT - b"));
        assertThat(line).endsWith("no such file: a?[2026-07-14] CRIT - b\n");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void anExceptionIsToldWithItsCauseBelowTheLine() throws IOException {
        Exception failure = new IllegalStateException("outer", new IOException("in\nner"));
        List<String> lines = logged(LogLevel.INFO, () -> log.error("broken", failure))
                .lines()
                .toList();
        assertThat(lines.get(0)).endsWith("broken");
        assertThat(lines.get(1)).isEqualTo("\tjava.lang.IllegalStateException: outer");
        assertThat(lines.get(2)).startsWith("\t\tat io.fastdfs.server.log.ServerLogTest.");
        assertThat(lines).contains("\tcaused by java.io.IOException: in?ner");
    }

    @Test
    void aLineWithoutAPlaceIsC_sLastOne() throws IOException {
        ServerLog file = open("storaged", LogLevel.INFO);
        file.say(LogLevel.INFO, "exit normally.\n");
        assertThat(text(file, "storaged")).isEqualTo("[2026-07-14 09:30:00] INFO - exit normally.\n\n");
    }

    @Test
    void theLinesOfEachServerGoToItsOwnFile() throws Exception {
        ServerLog tracker = open("trackerd", LogLevel.INFO);
        ServerLog storage = open("storaged", LogLevel.INFO);
        Thread one = tracker.run(() -> Thread.ofVirtual().start(() -> log.info("from a thread")));
        one.join();
        CountDownLatch served = new CountDownLatch(1);
        // As a listener does: the thread that accepts makes the threads that serve, long after the work is over.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch connected = new CountDownLatch(1);
            storage.run(() -> threads.submit(() -> {
                connected.await();
                threads.execute(() -> {
                    log.info("from a thread of a thread");
                    served.countDown();
                });
                return true;
            }));
            connected.countDown();
            served.await();
        }
        assertThat(text(tracker, "trackerd")).endsWith("from a thread\n");
        assertThat(text(storage, "storaged")).endsWith("from a thread of a thread\n");
    }

    @Test
    void oneServersLevelIsNotThatOfAnother() throws IOException {
        ServerLog quiet = open("trackerd", LogLevel.ERROR);
        ServerLog loud = open("storaged", LogLevel.DEBUG);
        for (ServerLog server : List.of(quiet, loud)) {
            server.run(() -> {
                log.debug("detail");
                return true;
            });
        }
        assertThat(text(quiet, "trackerd")).isEmpty();
        assertThat(text(loud, "storaged")).endsWith("detail\n");
    }

    @Test
    void afterTheWorkTheThreadHasTheLogItHadBefore() throws IOException {
        ServerLog outer = open("trackerd", LogLevel.INFO);
        ServerLog inner = open("storaged", LogLevel.INFO);
        outer.run(() -> {
            inner.run(() -> true);
            log.info("again");
            return true;
        });
        assertThat(text(outer, "trackerd")).endsWith("again\n");
        assertThat(text(inner, "storaged")).isEmpty();
    }

    @Test
    void aThreadOfNoServerWritesToTheOnlyLog() throws IOException {
        ServerLog file = open("storaged", LogLevel.INFO);
        log.info("a signal");
        assertThat(text(file, "storaged")).endsWith("a signal\n");
    }

    @Test
    void inTheForegroundLinesAreShownAsWell() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (ServerLog file = ServerLog.open(
                base,
                "storaged",
                LogSettings.defaults(),
                new PrintStream(shown, true, StandardCharsets.UTF_8),
                clock)) {
            file.run(() -> {
                log.info("started");
                return true;
            });
            assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(text(file, "storaged"));
        }
    }
}
