package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of one list, one after the other, from one member; when that fails, from the next. The mark says how far it
 * has come.
 */
final class ListWorker {
    private static final Logger log = LoggerFactory.getLogger(ListWorker.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MAX_TRIES = 20;
    private static final int LINES_BETWEEN_MARKS = 1000;

    private final RecoveryParts parts;
    private final Sources sources;
    private final SourceConnections connections;
    private final FileRestorer restorer;
    private final Unrestored unrestored;
    private final RecoveryFiles files;
    private final StorePath path;
    private final int number;
    private long offset;
    /** Of the line that is worked on, without success. */
    private int tries;

    private long restored;
    private long bytes;
    private long gone;

    /** @param number of the list */
    ListWorker(
            RecoveryParts parts,
            Sources sources,
            SourceConnections connections,
            RecoveryFiles files,
            StorePath path,
            int number) {
        this.parts = parts;
        this.sources = sources;
        this.connections = connections;
        this.restorer = new FileRestorer(parts, connections, path);
        this.unrestored = new Unrestored(parts.syncFolder());
        this.files = files;
        this.path = path;
        this.number = number;
    }

    /**
     * Works until the list is done.
     *
     * @param fromStart true: the mark may be ahead of what the disk has
     * @return false if it was stopped before, or nobody can help any more
     * @throws IOException if its mark cannot be kept
     */
    boolean run(boolean fromStart) throws IOException {
        offset = fromStart ? 0 : files.mark(number).orElse(0);
        for (int turn = number; ; turn++) {
            switch (sources.await()) {
                case Help.Stopped _ -> {
                    return false;
                }
                case Help.Nobody(String why) -> {
                    log.error("{}: list {} not done, as {}; the next start goes on with it", path, number, why);
                    return false;
                }
                case Help.From(List<Member> members, StorageStatus _) -> {
                    if (workOn(members, turn)) {
                        log.info("{}: list {} done, {} files, {} bytes, {} gone", path, number, restored, bytes, gone);
                        return true;
                    }
                }
            }
        }
    }

    /** Works on the list until its end, or until something fails; then false, after a pause. */
    private boolean workOn(List<Member> members, int turn) throws IOException {
        Member member = members.get(turn % members.size());
        try (SourceConnections.Source source = connections.connect(member);
                WorkList list = WorkList.open(files.list(number), offset)) {
            int lines = 0;
            for (Optional<String> line = list.next(); line.isPresent(); line = list.next()) {
                tryRestore(line.get(), source, members, list.offset());
                offset = list.offset();
                if (++lines % LINES_BETWEEN_MARKS == 0) {
                    files.setMark(number, offset);
                }
                if (connections.isStopped()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            if (!connections.isStopped()) {
                log.warn(
                        "{}: list {} from storage {}: {}; going on in {} s",
                        path,
                        number,
                        member.id(),
                        e.getMessage(),
                        RETRY.toSeconds());
                connections.awaitStop(RETRY);
            }
            return false;
        } finally {
            files.setMark(number, offset);
        }
    }

    /** A file with which the connection breaks each time must not hold up the others. */
    private void tryRestore(String line, SourceConnections.Source source, List<Member> members, long next)
            throws IOException {
        try {
            restore(line, source, members);
            tries = 0;
        } catch (FdfsException e) {
            // The own disk: nothing goes on before that is mended.
            throw e;
        } catch (IOException e) {
            if (!connections.isStopped() && ++tries >= MAX_TRIES) {
                unrestored.add(line, "tried " + tries + " times: " + e.getMessage());
                tries = 0;
                offset = next;
            }
            throw e;
        }
    }

    private void restore(String line, SourceConnections.Source source, List<Member> members) throws IOException {
        BinlogRecord record;
        try {
            record = BinlogRecord.parse(line);
            ListFetch.place(parts.shelf(), path, record.change());
        } catch (ParseException | FdfsException e) {
            unrestored.add(line, String.valueOf(e.getMessage()));
            return;
        }
        FileRestorer.Outcome outcome = restorer.restore(record, source);
        if (outcome instanceof FileRestorer.Outcome.Refused) {
            outcome = restoreFromOthers(record, outcome, source.member, members);
        }
        switch (outcome) {
            case FileRestorer.Outcome.Kept _ -> {}
            case FileRestorer.Outcome.Restored(long size) -> {
                restored++;
                bytes += size;
            }
            case FileRestorer.Outcome.Refused(Status status) -> {
                // What every member says is not there was deleted since the list was made.
                if (status.equals(Status.ENOENT)) {
                    gone++;
                } else {
                    unrestored.add(line, "no member gives it: " + status);
                }
            }
        }
    }

    /**
     * Members differ for a moment after each change, and disks fail: what one refuses another may have.
     *
     * @throws FdfsException if the own disk fails
     */
    private FileRestorer.Outcome restoreFromOthers(
            BinlogRecord record, FileRestorer.Outcome refused, Member refuser, List<Member> members)
            throws FdfsException {
        FileRestorer.Outcome last = refused;
        for (Member member : members) {
            if (member.id().equals(refuser.id())) {
                continue;
            }
            FileRestorer.Outcome outcome = restoreFrom(record, member);
            if (!(outcome instanceof FileRestorer.Outcome.Refused(Status status))) {
                return outcome;
            }
            last = status.equals(Status.ENOENT) ? last : outcome;
        }
        return last;
    }

    private FileRestorer.Outcome restoreFrom(BinlogRecord record, Member member) throws FdfsException {
        SourceConnections.Source source;
        try {
            source = connections.connect(member);
        } catch (IOException e) {
            return unanswered(record, member, e);
        }
        try (source) {
            return restorer.restore(record, source);
        } catch (FdfsException e) {
            throw e;
        } catch (IOException e) {
            return unanswered(record, member, e);
        }
    }

    private static FileRestorer.Outcome unanswered(BinlogRecord record, Member member, IOException why) {
        log.warn("{} from storage {}: {}", record.change().filename(), member.id(), why.getMessage());
        return new FileRestorer.Outcome.Refused(Status.EIO);
    }
}
