package io.fastdfs.storage.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that did not come back, in {@code sync/recovery.quarantine}, for an operator to look at. One line each: when, why, a
 * tab, the record.
 */
final class Unrestored {
    private static final Logger log = LoggerFactory.getLogger(Unrestored.class);

    private final Path file;

    Unrestored(Path syncFolder) {
        file = syncFolder.resolve("recovery.quarantine");
    }

    synchronized void add(String record, String why) throws IOException {
        log.error("not restored: {} ({})", record, why);
        Files.writeString(
                file,
                System.currentTimeMillis() / 1000 + " " + why.replace('\n', ' ') + "\t" + record + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
