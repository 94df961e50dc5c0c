package io.fastdfs.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fastdfs.conf.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private ServerLog open(LogLevel level) throws IOException {
        return open(level, null);
    }

    private ServerLog open(LogLevel level, @Nullable PrintStream echo) throws IOException {
        ServerLog opened = ServerLog.open(
                base.resolve("logs/storaged.log"), level, TestSettings.daily(LocalTime.MIDNIGHT, 15), echo, clock);
        open.add(opened);
        return opened;
    }

    private String text() throws IOException {
        return Files.readString(base.resolve("logs/storaged.log"));
    }

    private String text(ServerLog of) throws IOException {
        of.flush();
        return text();
    }

    private String logged(LogLevel level, Runnable lines) throws IOException {
        ServerLog file = open(level);
        lines.run();
        return text(file);
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
            log.error(ServerLog.CRIT, "5");
        });
        assertThat(lines.lines().map(line -> line.split(" ")[2]))
                .containsExactly("DEBUG", "INFO", "WARNING", "ERROR", "CRIT");
    }

    @Test
    void linesBelowTheLevelAreLeftOut() throws IOException {
        String lines = logged(LogLevel.WARN, () -> {
            log.info("left out");
            log.warn("there");
        });
        assertThat(lines).endsWith("there\n").doesNotContain("left out");
    }

    @Test
    void atLevelCritAnErrorIsLeftOut() throws IOException {
        String lines = logged(LogLevel.CRIT, () -> {
            log.error("left out");
            log.error(ServerLog.CRIT, "there");
        });
        assertThat(lines).endsWith("there\n").doesNotContain("left out");
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
        ServerLog file = open(LogLevel.INFO);
        file.say(LogLevel.INFO, "exit normally.\n");
        assertThat(text(file)).isEqualTo("[2026-07-14 09:30:00] INFO - exit normally.\n\n");
    }

    @Test
    void afterClosingLinesGoWhereTheyWentBefore() throws IOException {
        ch.qos.logback.classic.Logger root =
                (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> before = new ListAppender<>();
        before.start();
        root.addAppender(before);
        try {
            ServerLog file = open(LogLevel.INFO);
            log.info("while it is open");
            String text = text(file);
            file.close();
            open.remove(file);
            log.warn("after");
            assertThat(text()).isEqualTo(text);
            assertThat(before.list).extracting(ILoggingEvent::getMessage).containsExactly("after");
        } finally {
            root.detachAppender(before);
        }
    }

    @Test
    void inTheForegroundLinesAreShownAsWell() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        ServerLog file = open(LogLevel.INFO, new PrintStream(shown, true, StandardCharsets.UTF_8));
        log.info("started");
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(text(file)).endsWith("started\n");
    }
}
