package io.fastdfs.conf;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value may be. Stricter than C on purpose: C reads {@code 30s} as 30, {@code abc} as 0 and {@code maybe} as
 * false, and here each of them is refused.
 *
 * @param type one word for the table of keys
 * @param allowed continues a sentence that begins "allowed is"
 * @param parser empty for a text that is not allowed
 * @param shown a value as it would be written in a file
 */
record Kind<T>(String type, String allowed, Function<String, Optional<T>> parser, Function<T, String> shown) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,10}");
    private static final Pattern BYTES = Pattern.compile("\\+?(\\d{1,18})[ \t]*(?:([KMGTkmgt])[Bb]?)?[ \t]*");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}))?");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9]{1,16}");
    private static final int MAX_STORAGE_ID = (1 << 24) - 1;
    private static final DateTimeFormatter HOUR_AND_MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String UNITS = "KMGT";

    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    String show(T value) {
        return shown.apply(value);
    }

    static Kind<Boolean> flag() {
        return new Kind<>(
                "boolean",
                "true, yes, on or 1, and false, no, off or 0",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> Optional.of(true);
                    case "false", "no", "off", "0" -> Optional.of(false);
                    default -> Optional.empty();
                },
                String::valueOf);
    }

    static Kind<Integer> number(int min, int max) {
        return new Kind<>("number", "a number " + range(min, max), text -> number(text, min, max), String::valueOf);
    }

    static Kind<Duration> seconds(int min) {
        return duration("seconds", min, Duration::ofSeconds, Duration::toSeconds);
    }

    static Kind<Duration> milliseconds(int min) {
        return duration("milliseconds", min, Duration::ofMillis, Duration::toMillis);
    }

    private static Kind<Duration> duration(
            String unit, int min, Function<Integer, Duration> of, Function<Duration, Long> in) {
        return new Kind<>(
                unit,
                "a number of " + unit + " without a unit, " + range(min, Integer.MAX_VALUE),
                text -> number(text, min, Integer.MAX_VALUE).map(of),
                value -> String.valueOf(in.apply(value)));
    }

    /** Whole bytes, with K, M, G or T for powers of 1024; always a size, so 10m is 10 MiB. */
    static Kind<Long> bytes(long min, long max) {
        return new Kind<>(
                "size",
                "a size like 256, 64KB or 20G, "
                        + (max == Long.MAX_VALUE
                                ? showBytes(min) + " or more"
                                : "from " + showBytes(min) + " to " + showBytes(max)),
                text -> bytes(text).filter(value -> value >= min && value <= max),
                Kind::showBytes);
    }

    static Kind<LocalTime> timeOfDay() {
        return new Kind<>(
                "time", "a time like 2:00, 23:59 or 23:59:59", Kind::time, value -> value.format(HOUR_AND_MINUTE));
    }

    /** A size, or a percentage of the whole. */
    static Kind<Space> space() {
        return new Kind<>(
                "size or percent",
                "a size like 1024MB, or more than 0% and less than 100%",
                Space::parse,
                Space::toString);
    }

    /** A word and what it stands for. */
    record Word<T>(String text, T value) {}

    /** A number and what it stands for. */
    record Code(int number, String meaning) {}

    /** One of the words, in any case. */
    static <T> Kind<T> choice(List<Word<T>> words) {
        return new Kind<>(
                "word",
                words.stream().map(Word::text).collect(Collectors.joining(", ")),
                text -> words.stream()
                        .filter(word -> word.text.equalsIgnoreCase(text))
                        .findFirst()
                        .map(Word::value),
                value -> words.stream()
                        .filter(word -> word.value.equals(value))
                        .findFirst()
                        .map(Word::text)
                        .orElseThrow());
    }

    /** One of the numbers. */
    static Kind<Integer> code(Code... codes) {
        return new Kind<>(
                "number",
                Arrays.stream(codes)
                        .map(code -> code.number + " (" + code.meaning + ")")
                        .collect(Collectors.joining(", ")),
                text -> number(text, 0, Integer.MAX_VALUE)
                        .filter(value -> Arrays.stream(codes).anyMatch(code -> code.number == value)),
                String::valueOf);
    }

    static Kind<String> text(int maxChars) {
        return new Kind<>(
                "text",
                "a text of at most " + maxChars + " characters",
                text -> Optional.of(text).filter(value -> value.length() <= maxChars),
                Function.identity());
    }

    static Kind<String> groupName() {
        return new Kind<>(
                "group",
                "a group name of 1 to 16 letters and digits",
                text -> Optional.of(text).filter(name -> GROUP.matcher(name).matches()),
                Function.identity());
    }

    static Kind<String> storageId() {
        return new Kind<>(
                "id",
                "a number from 1 to " + MAX_STORAGE_ID + " without zeros before it",
                text -> number(text, 1, MAX_STORAGE_ID)
                        .filter(value -> String.valueOf(value).equals(text))
                        .map(value -> text),
                Function.identity());
    }

    /** Slashes at the end do not matter; quotes are never part of a path that was meant. */
    static Kind<Path> path() {
        return new Kind<>("path", "a path without quotes", Kind::path, Path::toString);
    }

    static Kind<LogLevel> logLevel() {
        return new Kind<>("word", LogLevel.ALLOWED, LogLevel::parse, LogLevel::toString);
    }

    private static Optional<Integer> number(String text, int min, int max) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        return value >= min && value <= max ? Optional.of((int) value) : Optional.empty();
    }

    private static Optional<Long> bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        int shift = unit == null ? 0 : 10 * (UNITS.indexOf(unit.toUpperCase(Locale.ROOT)) + 1);
        return value > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(value << shift);
    }

    private static Optional<LocalTime> time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return hour > 23 || minute > 59 || second > 59
                ? Optional.empty()
                : Optional.of(LocalTime.of(hour, minute, second));
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() || text.startsWith("\"") || text.startsWith("'")
                    ? Optional.empty()
                    : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String range(int min, int max) {
        if (max == Integer.MAX_VALUE) {
            return min == Integer.MIN_VALUE ? "of 32 bits" : min + " or more";
        }
        return "from " + min + " to " + max;
    }

    /** In the largest unit that leaves no rest. */
    static String showBytes(long bytes) {
        long value = bytes;
        int unit = -1;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return unit < 0 ? String.valueOf(value) : value + UNITS.substring(unit, unit + 1) + "B";
    }
}
