package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * 200 state files of a C storage, each damaged as chance chooses: the start is refused with one clear message, or mends the
 * damage and says so, or nothing was lost.
 */
class DamagedStateTest {
    private static final int FILES = 200;
    private static final String STORAGE = "a";
    private static final CapturedRun RUN = new CapturedRun("ids");
    private static final List<String> STATE_FILES = RUN.stateFiles(STORAGE);
    private static final String BINLOG = "sync/binlog.000";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @Test
    void eachEndsInAClearMessageOrIsMendedWithALogLine() throws IOException {
        long seed = Long.getLong("seed", 1L);
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            Path base = folder.resolve("s" + i);
            RUN.layOutState(STORAGE, base);
            String file = STATE_FILES.get(random.nextInt(STATE_FILES.size()));
            String before = RUN.state(STORAGE, file);
            boolean tail = file.equals(BINLOG);
            String after = tail ? damagedTail(random, before) : damaged(random, before);
            Path path = base.resolve("data").resolve(file);
            Files.writeString(path, after, StandardCharsets.ISO_8859_1);
            check("seed " + seed + ", storage " + i + ", " + file + " is now \"" + after + "\"", base, path);
        }
    }

    private void check(String description, Path base, Path damaged) throws IOException {
        String before = Files.readString(damaged, StandardCharsets.ISO_8859_1);
        log.list.clear();
        try {
            new TestStorage(base).start().close();
        } catch (IOException e) {
            assertThat(e).as(description).isExactlyInstanceOf(IOException.class);
            assertThat(e.getMessage())
                    .as(description)
                    .contains(damaged.getFileName().toString())
                    .containsPattern("restore|remove|delete|move it away")
                    .matches("[ -~]+");
            assertThat(Files.readString(damaged, StandardCharsets.ISO_8859_1))
                    .as(description)
                    .isEqualTo(before);
            return;
        }
        boolean told = !log.list.isEmpty();
        assertThat(log.list).as(description).allSatisfy(event -> {
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage()).matches("[ -~]+");
        });
        if (!told) {
            assertNothingLost(description, base);
        }
        if (damaged.endsWith(BINLOG)) {
            assertThat(before.substring(0, before.lastIndexOf('\n') + 1))
                    .as(description)
                    .isEqualTo(state(base, BINLOG));
        }
        assertMended(description, base);
    }

    /** What the files say must be what they said before. */
    private static void assertNothingLost(String description, Path base) throws IOException {
        for (String file : STATE_FILES) {
            List<String> kept = lines(state(base, file));
            for (String line : lines(RUN.state(STORAGE, file))) {
                if (!line.startsWith("last_server_port=")) {
                    assertThat(kept).as(description).contains(line);
                }
            }
        }
    }

    /**
     * The next start says nothing but what is still in files that it does not write, and the storage works. One that has no trackers cannot get back the files of a path
     * that has lost its mark, and says so.
     */
    private void assertMended(String description, Path base) throws IOException {
        log.list.clear();
        byte[] content = {1, 2, 3};
        try (TestStorage storage = new TestStorage(base).start()) {
            // Until it is decided whether a path has to be recovered, clients are turned away.
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        try (RawPeer peer = storage.connect()) {
                            assertThat(peer.download(peer.upload(content, "bin", false)))
                                    .as(description)
                                    .isEqualTo(content);
                        }
                    });
        }
        assertThat(log.list)
                .as(description)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(message -> message.matches(".*(lines that say nothing|stands twice|ends inside a line;"
                        + "|is not recovered, as no tracker).*"));
    }

    private static String state(Path base, String file) throws IOException {
        return Files.readString(base.resolve("data").resolve(file), StandardCharsets.ISO_8859_1);
    }

    private static String damaged(Random random, String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> "";
            case 2 -> withGarbageLines(random, text);
            case 3 -> text.matches("(?s).*=[0-9]+\\n.*") ? withAnotherNumber(random, text) : "";
            case 4 -> noise(random, 1 + random.nextInt(2 * text.length()));
            default -> withoutALine(random, text);
        };
    }

    private static String damagedTail(Random random, String text) {
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> "";
            case 2 -> text + noise(random, 1 + random.nextInt(4096));
            case 3 -> text + "\0".repeat(1 + random.nextInt(4096));
            default -> text + "1795345160 C M00/00/00/oYYBAG".substring(0, 1 + random.nextInt(28));
        };
    }

    private static String noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    private static String withGarbageLines(Random random, String text) {
        List<String> lines = lines(text);
        String key = key(lines.get(random.nextInt(lines.size())));
        List<String> garbage =
                List.of("garbage", "=", "=1", "#", "[section]", "x=y", key, key + "=", key + "=?", "\u00FF\0");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            lines.add(random.nextInt(lines.size() + 1), garbage.get(random.nextInt(garbage.size())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String withAnotherNumber(Random random, String text) {
        List<String> lines = lines(text);
        List<String> numbers =
                List.of("-1", "99999999999999999999", "-9223372036854775808", "1e3", "0x10", "12a", "", "\u00FF");
        int at = random.nextInt(lines.size());
        while (!lines.get(at).matches(".*=[0-9]+")) {
            at = random.nextInt(lines.size());
        }
        lines.set(at, key(lines.get(at)) + "=" + numbers.get(random.nextInt(numbers.size())));
        return String.join("\n", lines) + "\n";
    }

    private static String withoutALine(Random random, String text) {
        List<String> lines = lines(text);
        lines.remove(random.nextInt(lines.size()));
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf('='));
    }
}
