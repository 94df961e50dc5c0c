package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * 200 state files of a C tracker, each damaged as chance chooses: the start is refused with one clear message, or goes on
 * without what is damaged and says so, or nothing was lost.
 */
class DamagedStateTest {
    private static final int FILES = 200;
    private static final List<String> LISTS =
            List.of("storage_groups_new.dat", "storage_servers_new.dat", "storage_sync_timestamp.dat");
    private static final String CHANGE_LOG = "storage_changelog.dat";
    private static final String STATUS = ".tracker_status";
    private static final Clock NOW = Clock.fixed(Instant.ofEpochSecond(1_795_345_400L), ZoneOffset.UTC);

    @TempDir
    private Path folder;

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
        List<String> names = new ArrayList<>(LISTS);
        names.addAll(List.of(CHANGE_LOG, STATUS));
        for (int i = 0; i < FILES; i++) {
            Path base = folder.resolve("t" + i);
            layOut(base);
            String name = names.get(random.nextInt(names.size()));
            Path file = base.resolve("data").resolve(name);
            String after =
                    name.equals(CHANGE_LOG) ? damagedLines(random, original(name)) : damaged(random, original(name));
            Files.writeString(file, after, StandardCharsets.ISO_8859_1);
            check("seed " + seed + ", tracker " + i + ", " + name + " is now \"" + after + "\"", base, name);
        }
    }

    private static void layOut(Path base) throws IOException {
        Path data = Files.createDirectories(base.resolve("data"));
        for (String name : LISTS) {
            Files.writeString(data.resolve(name), original(name), StandardCharsets.ISO_8859_1);
        }
        Files.writeString(data.resolve(CHANGE_LOG), original(CHANGE_LOG));
        Files.writeString(data.resolve(STATUS), original(STATUS));
    }

    private static String original(String name) throws IOException {
        return switch (name) {
            case CHANGE_LOG -> "1795345280 group1 127.0.0.9 4 \n1795345281 group1 127.0.0.7 3 127.0.0.8\n";
            case STATUS -> "up_time=1795345270\nlast_check_time=1795345320\n";
            default -> {
                try (InputStream in = Cluster.class.getResourceAsStream("plain/" + name)) {
                    yield new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            }
        };
    }

    private void check(String description, Path base, String damaged) throws IOException {
        log.list.clear();
        try {
            startAndStop(base);
        } catch (IOException e) {
            assertThat(e).as(description).isExactlyInstanceOf(IOException.class);
            assertThat(e.getMessage()).as(description).contains(damaged);
            return;
        }
        List<String> told = warnings(description);
        if (told.isEmpty()) {
            assertNothingLost(description, base);
        } else {
            assertThat(told).as(description).anyMatch(message -> message.contains(damaged));
        }
        log.list.clear();
        startAndStop(base);
        // Storages remember how far they have read the change log, so nothing is taken out of its middle.
        assertThat(warnings(description))
                .as(description + ", at the next start")
                .allMatch(message -> message.contains(CHANGE_LOG) && message.endsWith(": storages pass over it"));
    }

    private static void startAndStop(Path base) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (TrackerServer tracker = new TrackerServer(TrackerConfig.defaults(loopback, base), NOW)) {
            tracker.start();
        }
    }

    private List<String> warnings(String description) {
        assertThat(log.list).as(description).allSatisfy(event -> {
            assertThat(event.getThrowableProxy()).isNull();
            assertThat(event.getFormattedMessage()).matches("[ -~]+");
        });
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** What the files say must be what they said before. */
    private static void assertNothingLost(String description, Path base) throws IOException {
        for (String name : LISTS) {
            assertThat(lines(state(base, name))).as(description).containsAll(lines(original(name)));
        }
        assertThat(lines(state(base, CHANGE_LOG))).as(description).containsAll(lines(original(CHANGE_LOG)));
    }

    private static String state(Path base, String name) throws IOException {
        return Files.readString(base.resolve("data").resolve(name), StandardCharsets.ISO_8859_1);
    }

    private static String damaged(Random random, String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> "";
            case 2 -> withGarbageLines(random, text);
            case 3 -> withAnotherNumber(random, text);
            case 4 -> noise(random, 1 + random.nextInt(2 * text.length()));
            // Older releases of C have fewer keys in their lists.
            default -> text.contains("[Global]") ? "" : withoutALine(random, text);
        };
    }

    /** Of a log, whole lines that are gone leave no trace. */
    private static String damagedLines(Random random, String text) {
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, text.length() - 1 - random.nextInt(20));
            case 1 -> withGarbageLines(random, text);
            case 2 -> withAnotherNumber(random, text);
            default -> text + noise(random, 1 + random.nextInt(1000)).replace('\n', ' ') + "\n";
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
        List<String> garbage = List.of("garbage", "=", "=1", "[section]", "x=y", "a,b", "1 2 3 4 5", "\u00FF\0");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            lines.add(random.nextInt(lines.size() + 1), garbage.get(random.nextInt(garbage.size())));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A number that is no part of a name becomes none, or one that cannot be; a priority can be any, and -1 is mixed ports. */
    private static String withAnotherNumber(Random random, String text) {
        List<String> lines = lines(text);
        List<String> numbers = List.of("-1", "99999999999999999999", "-9223372036854775808", "1e3x", "\u00FF");
        Pattern number = Pattern.compile(
                text.contains("=")
                        ? "(?<!upload_priority=|storage_port=)(?<==)[0-9]+$"
                        : "(?<=,)[0-9]+$|(?<= )[0-9](?= )");
        int at = random.nextInt(lines.size());
        while (!number.matcher(lines.get(at)).find()) {
            at = random.nextInt(lines.size());
        }
        String other = numbers.get(random.nextInt(numbers.size()));
        lines.set(at, number.matcher(lines.get(at)).replaceFirst(other));
        return String.join("\n", lines) + "\n";
    }

    private static String withoutALine(Random random, String text) {
        List<String> lines = lines(text);
        lines.remove(random.nextInt(lines.size()));
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
