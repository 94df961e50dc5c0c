package io.fastdfs.server.log;

import io.fastdfs.conf.LogSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log file that is put aside by the day, by size and on demand. Used by one thread.
 *
 * <p>Every file begins with the header, if there is one: at its start, and after each rotation.
 */
final class RotatedFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RotatedFile.class);

    private final Path path;
    private final LogSettings settings;
    private final boolean timeInName;
    private final Clock clock;
    private final Supplier<String> header;
    private final OldFiles oldFiles;
    private FileChannel channel;
    private long size;
    private long headerBytes;
    private Instant nextRotation;
    private Instant nextDeletion;

    /**
     * Opens the file for append.
     *
     * @param timeInName old files have the time in their name, not only the day; always so where rotation by size is on
     * @param header the first line of each file with its line feed, or nothing
     */
    RotatedFile(Path path, LogSettings settings, boolean timeInName, Clock clock, Supplier<String> header)
            throws IOException {
        this.path = path;
        this.settings = settings;
        this.timeInName = timeInName || settings.rotateOnSizeBytes() > 0;
        this.clock = clock;
        this.header = header;
        oldFiles = new OldFiles(path);
        nextRotation = next(settings.rotateTime());
        nextDeletion = next(settings.deleteOldTime());
        Files.createDirectories(path.toAbsolutePath().getParent());
        channel = open();
    }

    private FileChannel open() throws IOException {
        FileChannel opened =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try {
            ByteBuffer first = ByteBuffer.wrap(header.get().getBytes(StandardCharsets.UTF_8));
            headerBytes = first.remaining();
            size = opened.size();
            if (size == 0) {
                writeFully(opened, first);
                size = headerBytes;
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private Instant next(LocalTime time) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(clock.getZone());
        return (today.isAfter(now)
                        ? today
                        : now.toLocalDate().plusDays(1).atTime(time).atZone(clock.getZone()))
                .toInstant();
    }

    /** Puts the file aside if so many bytes more would make it too large; before they are written, so that no line is torn. */
    void makeRoom(int bytes) throws IOException {
        if (settings.rotateOnSizeBytes() > 0 && size > headerBytes && size + bytes > settings.rotateOnSizeBytes()) {
            rotate();
        }
    }

    /** Appends whole lines; after a failure the buffer's position says how much is in the file. */
    void write(ByteBuffer lines) throws IOException {
        int before = lines.position();
        try {
            writeFully(channel, lines);
        } finally {
            size += lines.position() - before;
        }
    }

    /** Does what the time of day asks for: the daily rotation, and the deletion of what is too old. */
    void keepTime() throws IOException {
        Instant now = clock.instant();
        if (!now.isBefore(nextRotation)) {
            LocalDateTime due = LocalDateTime.ofInstant(nextRotation, clock.getZone());
            nextRotation = next(settings.rotateTime());
            if (settings.rotateEveryDay()) {
                putAside(due);
            }
        }
        if (!now.isBefore(nextDeletion)) {
            nextDeletion = next(settings.deleteOldTime());
            if (deletes()) {
                oldFiles.deleteBefore(LocalDate.now(clock).minusDays(settings.keepDays()));
            }
        }
    }

    /** As in C, only a log that rotates by itself deletes by itself. */
    private boolean deletes() {
        return settings.keepDays() > 0 && (settings.rotateEveryDay() || settings.rotateOnSizeBytes() > 0);
    }

    /** On demand: by a signal. Where the days do not rotate, the file is opened again, as another program has moved it. */
    void rotateOnDemand() throws IOException {
        if (settings.rotateEveryDay()) {
            rotate();
        } else {
            reopen();
        }
    }

    private void rotate() throws IOException {
        putAside(LocalDateTime.now(clock));
    }

    private void putAside(LocalDateTime when) throws IOException {
        if (Files.exists(path)) {
            Files.move(path, oldFiles.nameFor(when, timeInName));
        }
        reopen();
        if (settings.compressOld()) {
            LocalDate upTo = LocalDate.now(clock).minusDays(settings.compressDaysBefore());
            Thread.ofPlatform().daemon().name("compress " + path.getFileName()).start(() -> compress(upTo));
        }
    }

    /** The new file first: if it cannot be had, lines go on into the old one. */
    private void reopen() throws IOException {
        FileChannel old = channel;
        channel = open();
        old.close();
    }

    /** On a thread of its own, as it may take long; the old files are locked against a second one meanwhile. */
    private void compress(LocalDate upTo) {
        synchronized (oldFiles) {
            try {
                oldFiles.compressUpTo(upTo);
            } catch (IOException e) {
                log.warn("compressing old files of {}: {}", path, e.toString());
            }
        }
    }

    private static void writeFully(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
