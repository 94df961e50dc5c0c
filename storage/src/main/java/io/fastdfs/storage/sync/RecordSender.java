package io.fastdfs.storage.sync;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.SyncDelete;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.protocol.storage.SyncRange;
import io.fastdfs.protocol.storage.SyncTruncate;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.sync.SyncOutcome.Applied;
import io.fastdfs.storage.sync.SyncOutcome.Needless;
import io.fastdfs.storage.sync.SyncOutcome.SourceLost;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/**
 * Offers one change to one peer, by C's rules: what is sent is the file as it is now, and what the peer answers decides
 * whether that was enough. Source: FastDFS storage_sync.c.
 */
final class RecordSender {
    private static final SyncOutcome NEEDLESS = new Needless();
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;

    private final String group;
    private final StorePaths paths;
    private final LaterChanges undoneLater;
    /** After one file that the peer had already, the next ones may be there too: then it is asked first, as C does. */
    private boolean mayHaveMore;

    RecordSender(String group, StorePaths paths, LaterChanges undoneLater) {
        this.group = group;
        this.paths = paths;
        this.undoneLater = undoneLater;
    }

    /**
     * Sends what the record asks for and waits for the answer.
     *
     * @throws FdfsException if the peer refuses it; the connection stays usable unless the status is EINVAL
     * @throws IOException if the connection or the disk fails
     */
    SyncOutcome send(BinlogRecord record, OutgoingConnection peer) throws IOException {
        return switch (record.change()) {
            case Change.Create(String filename) -> sendWhole(Command.SYNC_CREATE_FILE, filename, record, peer);
            case Change.Update(String filename) -> sendWhole(Command.SYNC_UPDATE_FILE, filename, record, peer);
            case Change.Delete(String filename) -> sendDelete(filename, record, peer);
            case Change.Append(String filename, long offset, long length) ->
                sendRange(
                        new SyncRange(Command.SYNC_APPEND_FILE, offset, length, time(record), group, filename),
                        record,
                        peer);
            case Change.Modify(String filename, long offset, long length) ->
                sendRange(
                        new SyncRange(Command.SYNC_MODIFY_FILE, offset, length, time(record), group, filename),
                        record,
                        peer);
            case Change.Truncate truncate -> sendTruncate(truncate, record, peer);
            case Change.Link(String filename, String target) -> sendLink(filename, target, record, peer);
            case Change.Rename(String filename, String old) -> sendRename(filename, old, record, peer);
        };
    }

    private SyncOutcome sendWhole(Command command, String filename, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        Place place = paths.locate(filename);
        try (FileChannel file = FileChannel.open(place.path(), StandardOpenOption.READ)) {
            long size = file.size();
            boolean there = command == Command.SYNC_CREATE_FILE && mayHaveMore && hasWhole(filename, size, peer);
            SyncFile request = new SyncFile(command, there ? EEXIST : 0, size, time(record), group, filename);
            Status status = offer(() -> there ? peer.ask(request) : peer.ask(request, file, 0));
            mayHaveMore = command == Command.SYNC_CREATE_FILE && status.code() == EEXIST;
            return switch (status.code()) {
                case 0 -> new Applied(size);
                case EEXIST -> NEEDLESS;
                default -> throw refused(status, request);
            };
        } catch (NoSuchFileException _) {
            return missing(filename);
        }
    }

    private boolean hasWhole(String filename, long size, OutgoingConnection peer) throws IOException {
        try {
            int flags = QueryFileInfo.WITHOUT_CRC | QueryFileInfo.SILENT;
            return FileInfoReply.decode(peer.ask(new QueryFileInfo(flags, group, filename)))
                            .size()
                    == size;
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    private SyncOutcome sendDelete(String filename, BinlogRecord record, OutgoingConnection peer) throws IOException {
        if (Files.exists(paths.locate(filename).path(), LinkOption.NOFOLLOW_LINKS)) {
            return NEEDLESS; // It has been made again, and a later record says so.
        }
        SyncDelete request = new SyncDelete(time(record), group, filename);
        Status status = offer(() -> peer.ask(request));
        return switch (status.code()) {
            case 0 -> new Applied(0);
            case ENOENT -> NEEDLESS;
            default -> throw refused(status, request);
        };
    }

    private SyncOutcome sendRange(SyncRange request, BinlogRecord record, OutgoingConnection peer) throws IOException {
        Place place = paths.locate(request.filename());
        Status status;
        try (FileChannel file = FileChannel.open(place.path(), StandardOpenOption.READ)) {
            if (file.size() < request.offset() + request.contentBytes()) {
                return NEEDLESS; // It has been cut since, and a later record says so.
            }
            status = offer(() -> peer.ask(request, file, request.offset()));
        } catch (NoSuchFileException _) {
            return missing(request.filename());
        }
        return switch (status.code()) {
            case 0 -> new Applied(request.contentBytes());
            case EEXIST -> NEEDLESS;
            // The peer's file is too short for this, or not there: it wants all of it.
            case ENOENT -> sendWhole(Command.SYNC_UPDATE_FILE, request.filename(), record, peer);
            default -> throw refused(status, request);
        };
    }

    private SyncOutcome sendTruncate(Change.Truncate change, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        if (!Files.exists(paths.locate(change.filename()).path())) {
            return missing(change.filename());
        }
        SyncTruncate request =
                new SyncTruncate(change.oldSize(), change.newSize(), time(record), group, change.filename());
        Status status = offer(() -> peer.ask(request));
        return switch (status.code()) {
            case 0 -> new Applied(0);
            case EEXIST -> afterRefusedTruncate(change, record, peer);
            // C repeats the record until the file appears, which it may never do.
            case ENOENT -> sendWhole(Command.SYNC_UPDATE_FILE, change.filename(), record, peer);
            default -> throw refused(status, request);
        };
    }

    /**
     * The peer's file had another size than the source's. An append before it may have been left out because the file had
     * been cut already: then the peer lacks bytes that no later record brings, so it gets the whole file. C leaves it so.
     */
    private SyncOutcome afterRefusedTruncate(Change.Truncate change, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        long size = Files.size(paths.locate(change.filename()).path());
        return hasWhole(change.filename(), size, peer)
                ? NEEDLESS
                : sendWhole(Command.SYNC_UPDATE_FILE, change.filename(), record, peer);
    }

    private SyncOutcome sendLink(String filename, String target, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        Place place = paths.locate(filename);
        if (!Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
            return missing(filename);
        }
        if (!Files.isSymbolicLink(place.path())) {
            return NEEDLESS; // A file has taken its name since.
        }
        SyncName request = new SyncName(Command.SYNC_CREATE_LINK, time(record), group, filename, target);
        Status status = offer(() -> peer.ask(request));
        return switch (status.code()) {
            case 0 -> new Applied(0);
            case ENOENT -> NEEDLESS;
            default -> throw refused(status, request);
        };
    }

    private SyncOutcome sendRename(String filename, String old, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        if (record.replica()) {
            return sendWhole(Command.SYNC_CREATE_FILE, filename, record, peer);
        }
        if (!Files.exists(paths.locate(filename).path())) {
            return missing(filename);
        }
        SyncName request = new SyncName(Command.SYNC_RENAME_FILE, time(record), group, filename, old);
        Status status = offer(() -> peer.ask(request));
        return switch (status.code()) {
            case 0 -> new Applied(0);
            case EEXIST -> NEEDLESS;
            case ENOENT -> sendWhole(Command.SYNC_CREATE_FILE, filename, record, peer);
            default -> throw refused(status, request);
        };
    }

    private SyncOutcome missing(String filename) throws IOException {
        return undoneLater.undo(filename) ? NEEDLESS : new SourceLost();
    }

    private interface Question {
        Object ask() throws IOException;
    }

    /** The status of the answer, as a value: here most of them are expected. */
    private static Status offer(Question question) throws IOException {
        try {
            question.ask();
            return Status.OK;
        } catch (FdfsException e) {
            return e.status();
        }
    }

    private static FdfsException refused(Status status, Request request) {
        return new FdfsException(status, request.toString());
    }

    private static int time(BinlogRecord record) {
        return (int) record.seconds();
    }
}
