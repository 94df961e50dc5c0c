package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the files of one store path back: first the list of them, then, several at a time, the files. */
final class PathRecovery {
    private static final Logger log = LoggerFactory.getLogger(PathRecovery.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RecoveryParts parts;
    private final Sources sources;
    private final SourceConnections connections;
    private final StorePath path;
    private final RecoveryFiles files;
    private final int atOnce;

    /** @param atOnce files that are fetched at the same time */
    PathRecovery(RecoveryParts parts, Sources sources, SourceConnections connections, StorePath path, int atOnce) {
        this.parts = parts;
        this.sources = sources;
        this.connections = connections;
        this.path = path;
        this.files = new RecoveryFiles(path.data());
        this.atOnce = atOnce;
    }

    boolean isNeeded() throws IOException {
        return files.flag().isPresent();
    }

    /**
     * Works until the path is complete, or it is clear that nobody can help, or it is stopped; in the last case the next start
     * goes on.
     *
     * @param trustMarks false if the machine may have lost files that marks take for done
     * @throws IOException if the own disk fails
     */
    void run(boolean trustMarks) throws IOException {
        RecoveryFiles.Flag flag = files.flag().orElseThrow();
        // Other lists are not worth a second way to make them: files that are there already stay.
        boolean resumed = flag.fetched() && flag.lists() == atOnce && files.areWhole(atOnce);
        if (resumed) {
            log.info("{}: recovery goes on", path);
        } else if (!fetchList(flag)) {
            return;
        }
        if (work(resumed && !trustMarks)) {
            expectTheRest();
            files.delete();
            log.info("{}: recovered", path);
        }
    }

    /** What the list had not may come from yet another member, once this storage serves; or somebody says that it is gone. */
    private void expectTheRest() throws IOException {
        Set<Place> missing = Unreturned.find(parts.shelf(), path);
        missing.forEach(parts.fetch()::expect);
        if (!missing.isEmpty()) {
            log.warn(
                    "{}: {} files of the own binlog have not come back; looking for them elsewhere",
                    path,
                    missing.size());
        }
    }

    /** Returns false if there is nobody to get it from. */
    private boolean fetchList(RecoveryFiles.Flag flag) throws IOException {
        for (int turn = 0; ; turn++) {
            switch (sources.await()) {
                case Help.Stopped _ -> {
                    return false;
                }
                case Help.Nobody(String why) -> {
                    files.delete();
                    log.warn("{} is not recovered, as {}: what was only here is lost", path, why);
                    return false;
                }
                case Help.From(List<Member> members, StorageStatus own) -> {
                    int saved = own == StorageStatus.RECOVERY ? flag.savedStatus() : own.code;
                    files.write(new RecoveryFiles.Flag(saved, false, -1));
                    if (fetchListFrom(members.get(turn % members.size()))) {
                        files.write(new RecoveryFiles.Flag(saved, true, atOnce));
                        return true;
                    }
                }
            }
        }
    }

    private boolean fetchListFrom(Member member) {
        try (SourceConnections.Source source = connections.connectForList(member)) {
            new ListFetch(parts.shelf(), path, files).fetch(source, atOnce);
            return true;
        } catch (IOException e) {
            if (!connections.isStopped()) {
                log.warn("{}: no list from storage {}: {}; asking another", path, member.id(), e.getMessage());
                connections.awaitStop(RETRY);
            }
            return false;
        }
    }

    /**
     * Returns true if every list is done.
     *
     * @throws IOException if a worker has failed for a reason of this storage
     */
    private boolean work(boolean fromStart) throws IOException {
        AtomicInteger done = new AtomicInteger();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            ListWorker worker = new ListWorker(parts, sources, connections, files, path, i);
            Thread.Builder builder = Thread.ofVirtual().name("recovery-" + path.index() + "-" + i);
            threads.add(builder.start(() -> {
                try {
                    done.addAndGet(worker.run(fromStart) ? 1 : 0);
                } catch (IOException | RuntimeException e) {
                    failures.add(e);
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            throw new IOException(path + " is not complete", failures.peek());
        }
        return done.get() == atOnce;
    }
}
