package io.fastdfs.storage.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that could not be sent to a peer, set aside so that the others go on. One line each: when, why, a tab, the record.
 * An operator who has mended the cause can see here what the peer lacks.
 */
final class Quarantine {
    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    private final Path file;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();

    Quarantine(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Sets a record aside. Its loss to the peer is an ERROR; that it cannot even be noted stops the stream. */
    synchronized void add(String record, String why) throws IOException {
        log.error("set aside for {}: {} ({})", file.getFileName(), record, why);
        String line = clock.instant().getEpochSecond() + " " + why.replace('\n', ' ') + "\t" + record + "\n";
        Files.writeString(
                file, line, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        count.incrementAndGet();
    }

    /** Records set aside since the start. */
    long count() {
        return count.get();
    }
}
