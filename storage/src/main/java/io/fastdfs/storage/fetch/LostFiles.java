package io.fastdfs.storage.fetch;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the end of the binlog says are here, and that are not, or are cut: the process was killed, and with it perhaps
 * the machine. They are fetched from other members; what none of them has is noted in {@code sync/lost.quarantine}.
 */
public final class LostFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LostFiles.class);
    /** Some 20,000 records: more than a storage makes before the system writes its files to the disk. */
    private static final long TAIL_BYTES = 2 << 20;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Members may start later than this storage. */
    private static final int TRIES = 120;

    private final Shelf shelf;
    private final Fetch fetch;
    private final Path quarantine;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("lost-files").unstarted(this::fetchAll);

    /** @param folder of the binlog */
    public LostFiles(Shelf shelf, Fetch fetch, Path folder) {
        this.shelf = shelf;
        this.fetch = fetch;
        this.quarantine = folder.resolve("lost.quarantine");
    }

    /** Compares the end of the binlog with the disk. */
    public void findAfterKill() throws IOException {
        Position end = shelf.binlog().end();
        Position from = new Position(end.index(), Math.max(0, end.offset() - TAIL_BYTES));
        Set<String> expected = new LinkedHashSet<>();
        try (BinlogReader reader = shelf.binlog().reader(from)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry) {
                    note(entry.record().change(), expected);
                }
            }
        }
        for (String filename : expected) {
            try {
                Place place = shelf.paths().locate(filename);
                if (isLost(place)) {
                    log.error("{} is not, or not wholly, on the disk; looking for it at other members", filename);
                    fetch.expect(place);
                }
            } catch (FdfsException e) {
                log.warn("binlog record of {} not looked at: {}", filename, e.getMessage());
            }
        }
        log.info("the last process was killed: {} files of the end of the binlog looked at", expected.size());
    }

    private static void note(Change change, Set<String> expected) {
        switch (change) {
            case Change.Delete(String filename) -> expected.remove(filename);
            case Change.Rename(String filename, String old) -> {
                expected.remove(old);
                expected.add(filename);
            }
            case Change.Create _, Change.Update _, Change.Append _, Change.Modify _, Change.Truncate _, Change.Link _ ->
                expected.add(change.filename());
        }
    }

    /** A cut file is moved aside, so that its name is free for a whole one. */
    private static boolean isLost(Place place) throws IOException {
        if (FileName.decode(place.filename()).isTrunk()) {
            return false;
        }
        if (!StoredFile.exists(place)) {
            return true;
        }
        FileName name = FileName.decode(place.filename());
        boolean sizeIsKnown = name.kind() == FileName.Kind.NORMAL
                && !place.filename().endsWith(Place.METADATA)
                && StoredFile.find(place) instanceof StoredFile.Plain;
        if (sizeIsKnown && StoredFile.find(place).size() != name.size()) {
            Path path = place.path();
            Files.move(path, path.resolveSibling(path.getFileName() + ".damaged"));
            return true;
        }
        return false;
    }

    /** Fetches what was found lost, as soon as there are members to ask. */
    public void startFetching() {
        if (!fetch.expected().isEmpty()) {
            thread.start();
        }
    }

    private void fetchAll() {
        try {
            for (int i = 0; i < TRIES && !stopped.await(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS); i++) {
                Set<Place> left = fetch.expected();
                if (left.isEmpty()) {
                    return;
                }
                left.forEach(fetch::bring);
            }
            for (Place place : fetch.expected()) {
                giveUp(place);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("{}: {}", quarantine, e.getMessage());
        }
    }

    private void giveUp(Place place) throws IOException {
        boolean deletedMeanwhile = shelf.deleted().contains(place.filename());
        if (stopped.getCount() > 0 && !deletedMeanwhile) {
            log.error("{} is lost: no member has it", place.filename());
            Files.writeString(
                    quarantine,
                    System.currentTimeMillis() / 1000 + " no member has it\t" + place.filename() + "\n",
                    StandardCharsets.ISO_8859_1,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
