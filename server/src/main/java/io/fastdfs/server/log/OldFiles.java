package io.fastdfs.server.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * What the rotations of one log file have left: {@code NAME.YYYYMMDD} or {@code NAME.YYYYMMDD_HHMMSS} beside it, each
 * perhaps with {@code .gz}.
 *
 * <p>C looks for the files of single days, so that those of a downtime stay for ever; here every older one is found.
 */
final class OldFiles {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");
    private static final String COMPRESSED = ".gz";
    /** So soon after midnight a file belongs to the day before. */
    private static final LocalTime NEW_DAY = LocalTime.of(0, 2);

    private final Path file;
    private final Pattern names;

    private record OldFile(Path path, LocalDate day, boolean compressed) {}

    OldFiles(Path file) {
        this.file = file;
        names = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.(\\d{8})(?:_\\d{6})?(\\.gz)?");
    }

    /**
     * A name that no file has yet. Where C finds the name of the day taken it rotates no more; here the time is added.
     *
     * @param withTime as the time stands in every name of a log that rotates by size
     */
    Path nameFor(LocalDateTime when, boolean withTime) {
        if (!withTime) {
            LocalDate day =
                    when.toLocalTime().isBefore(NEW_DAY) ? when.toLocalDate().minusDays(1) : when.toLocalDate();
            Path byDay = named(DAY.format(day));
            if (isFree(byDay)) {
                return byDay;
            }
        }
        LocalDateTime second = when;
        Path bySecond = named(SECOND.format(second));
        while (!isFree(bySecond)) {
            second = second.plusSeconds(1);
            bySecond = named(SECOND.format(second));
        }
        return bySecond;
    }

    private Path named(String suffix) {
        return file.resolveSibling(file.getFileName() + "." + suffix);
    }

    private static boolean isFree(Path name) {
        return Files.notExists(name) && Files.notExists(name.resolveSibling(name.getFileName() + COMPRESSED));
    }

    /** Deletes the files of days before this one. */
    void deleteBefore(LocalDate day) throws IOException {
        for (OldFile old : list()) {
            if (old.day.isBefore(day)) {
                Files.deleteIfExists(old.path);
            }
        }
    }

    /** Compresses the files of this day and of days before it. */
    void compressUpTo(LocalDate day) throws IOException {
        for (OldFile old : list()) {
            if (!old.compressed && !old.day.isAfter(day)) {
                compress(old.path);
            }
        }
    }

    /** Beside its final name first, so that a torn one is never taken for the whole. */
    private static void compress(Path plain) throws IOException {
        Path whole = plain.resolveSibling(plain.getFileName() + COMPRESSED);
        Path partial = plain.resolveSibling(plain.getFileName() + COMPRESSED + ".tmp");
        try (InputStream in = Files.newInputStream(plain);
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(partial))) {
            in.transferTo(out);
        }
        Files.setLastModifiedTime(partial, Files.getLastModifiedTime(plain));
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(plain);
    }

    private List<OldFile> list() throws IOException {
        List<OldFile> found = new ArrayList<>();
        try (DirectoryStream<Path> folder =
                Files.newDirectoryStream(file.toAbsolutePath().getParent())) {
            for (Path path : folder) {
                Matcher name = names.matcher(path.getFileName().toString());
                if (name.matches()) {
                    try {
                        found.add(new OldFile(path, LocalDate.parse(name.group(1), DAY), name.group(2) != null));
                    } catch (DateTimeException _) {
                        // Digits that are no date: not a file of ours.
                    }
                }
            }
        }
        return found;
    }
}
