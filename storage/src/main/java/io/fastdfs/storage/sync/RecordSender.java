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
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.sync.SyncOutcome.Applied;
import io.fastdfs.storage.sync.SyncOutcome.Needless;
import io.fastdfs.storage.sync.SyncOutcome.SourceLost;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Offers changes to one peer, by C's rules: what is sent is the file as it is now, and what the peer answers decides
 * whether that was enough. Source: FastDFS storage_sync.c.
 *
 * <p>In three steps, so that several records can be on their way: {@link #offer}, then the status of the answer, then
 * {@link #conclude}, which may ask for more.
 */
final class RecordSender {
    private static final SyncOutcome NEEDLESS = new Needless();
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;
    /** Below this it is cheaper to send a file than to ask whether it is there. */
    private static final int SMALL_BYTES = 64 * 1024;

    private final String group;
    private final StorePaths paths;
    private final TransferBuffers buffers;
    private final LaterChanges undoneLater;
    /** After one large file that the peer had already, the next ones may be there too: then it is asked first, as C does. */
    private boolean mayHaveMore;

    /** What became of a record before the peer has said anything. */
    sealed interface Offer {
        /** Nothing was sent. */
        record Settled(SyncOutcome outcome) implements Offer {}

        /** The request waits to be sent, or has left. */
        record Sent(Request request) implements Offer {}
    }

    RecordSender(Shelf shelf, LaterChanges undoneLater) {
        this.group = shelf.group();
        this.paths = shelf.paths();
        this.buffers = shelf.buffers();
        this.undoneLater = undoneLater;
    }

    /** True if the next record may need an answer before it can be offered: no other may be on its way then. */
    boolean asksFirst() {
        return mayHaveMore;
    }

    /**
     * Puts the request that the record asks for on its way.
     *
     * @throws FdfsException if the record cannot be sent at all; the connection stays usable
     * @throws IOException if the connection or the disk fails
     */
    Offer offer(BinlogRecord record, OutgoingConnection peer) throws IOException {
        return switch (record.change()) {
            case Change.Create(String filename) -> offerWhole(Command.SYNC_CREATE_FILE, filename, record, peer);
            case Change.Update(String filename) -> offerWhole(Command.SYNC_UPDATE_FILE, filename, record, peer);
            case Change.Delete(String filename) -> offerDelete(filename, record, peer);
            case Change.Append(String filename, long offset, long length) ->
                offerRange(
                        new SyncRange(Command.SYNC_APPEND_FILE, offset, length, time(record), group, filename), peer);
            case Change.Modify(String filename, long offset, long length) ->
                offerRange(
                        new SyncRange(Command.SYNC_MODIFY_FILE, offset, length, time(record), group, filename), peer);
            case Change.Truncate truncate -> offerTruncate(truncate, record, peer);
            case Change.Link(String filename, String target) -> offerLink(filename, target, record, peer);
            case Change.Rename(String filename, String old) ->
                record.replica()
                        ? offerWhole(Command.SYNC_CREATE_FILE, filename, record, peer)
                        : offerRename(filename, old, record, peer);
        };
    }

    /**
     * What the answer to a request means for its record. More may be sent for it, so every request that was offered before
     * has had its answer.
     *
     * @throws FdfsException if the peer refuses it; the connection stays usable unless the status is EINVAL
     * @throws IOException if the connection or the disk fails
     */
    SyncOutcome conclude(BinlogRecord record, Request request, Status status, OutgoingConnection peer)
            throws IOException {
        boolean whole = request instanceof SyncFile;
        if (request instanceof SyncFile file) {
            mayHaveMore =
                    file.command() == Command.SYNC_CREATE_FILE && status.code() == EEXIST && file.size() > SMALL_BYTES;
        }
        String filename = record.change().filename();
        return switch (status.code()) {
            case 0 -> new Applied(request.contentBytes());
            case EEXIST ->
                switch (record.change()) {
                    case Change.Truncate truncate when !whole -> afterRefusedTruncate(truncate, record, peer);
                    case Change.Delete _, Change.Link _ -> throw refused(status, request);
                    default -> NEEDLESS;
                };
            case ENOENT ->
                switch (record.change()) {
                    case Change.Delete _, Change.Link _ -> NEEDLESS;
                    case Change.Rename _ when request instanceof SyncDelete -> NEEDLESS;
                    // The peer's file is too short for this, or not there: it wants all of it. C repeats a truncation
                    // until the file appears, which it may never do.
                    case Change.Append _, Change.Modify _, Change.Truncate _
                    when !whole -> sendWhole(Command.SYNC_UPDATE_FILE, filename, record, peer);
                    case Change.Rename _ when !whole -> sendWhole(Command.SYNC_CREATE_FILE, filename, record, peer);
                    default -> throw refused(status, request);
                };
            default -> throw refused(status, request);
        };
    }

    /** Sends what the record asks for and waits for the answer; no other record is on its way. */
    SyncOutcome send(BinlogRecord record, OutgoingConnection peer) throws IOException {
        return finish(record, offer(record, peer), peer);
    }

    private SyncOutcome sendWhole(Command command, String filename, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        return finish(record, offerWhole(command, filename, record, peer), peer);
    }

    private SyncOutcome finish(BinlogRecord record, Offer offer, OutgoingConnection peer) throws IOException {
        return switch (offer) {
            case Offer.Settled(SyncOutcome outcome) -> outcome;
            case Offer.Sent(Request request) -> {
                peer.flush();
                yield conclude(record, request, status(request, peer), peer);
            }
        };
    }

    /** The status of the answer, as a value: here most of them are expected. */
    static Status status(Request request, OutgoingConnection peer) throws IOException {
        try {
            peer.answer(request);
            return Status.OK;
        } catch (FdfsException e) {
            return e.status();
        }
    }

    private Offer offerWhole(Command command, String filename, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        Place place = paths.locate(filename);
        try (FileChannel file = FileChannel.open(place.path(), StandardOpenOption.READ)) {
            long size = file.size();
            boolean there = command == Command.SYNC_CREATE_FILE
                    && mayHaveMore
                    && size > SMALL_BYTES
                    && hasWhole(filename, size, peer);
            SyncFile request = new SyncFile(command, there ? EEXIST : 0, size, time(record), group, filename);
            if (there) {
                peer.put(request);
            } else {
                peer.put(request, file, 0);
            }
            return new Offer.Sent(request);
        } catch (NoSuchFileException _) {
            return missing(filename);
        }
    }

    private boolean hasWhole(String filename, long size, OutgoingConnection peer) throws IOException {
        return there(filename, QueryFileInfo.WITHOUT_CRC, peer)
                .filter(there -> there.size() == size)
                .isPresent();
    }

    /** The same bytes as this file has now. */
    private boolean hasSame(String filename, OutgoingConnection peer) throws IOException {
        Optional<FileInfoReply> there = there(filename, 0, peer);
        Optional<StoredFile> here = StoredFile.lookUp(paths.locate(filename));
        if (there.isEmpty() || here.isEmpty()) {
            return false;
        }
        try (StoredContent content = here.get().open()) {
            return there.get().size() == content.size() && there.get().crc32() == content.crc32(buffers);
        }
    }

    /** What the peer has under this name. */
    private Optional<FileInfoReply> there(String filename, int flags, OutgoingConnection peer) throws IOException {
        try {
            QueryFileInfo question = new QueryFileInfo(flags | QueryFileInfo.SILENT, group, filename);
            return Optional.of(FileInfoReply.decode(peer.ask(question)));
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Offer offerDelete(String filename, BinlogRecord record, OutgoingConnection peer) throws IOException {
        if (Files.exists(paths.locate(filename).path(), LinkOption.NOFOLLOW_LINKS)) {
            return new Offer.Settled(NEEDLESS); // It has been made again, and a later record says so.
        }
        return put(new SyncDelete(time(record), group, filename), peer);
    }

    private Offer offerRange(SyncRange request, OutgoingConnection peer) throws IOException {
        Place place = paths.locate(request.filename());
        try (FileChannel file = FileChannel.open(place.path(), StandardOpenOption.READ)) {
            long left = file.size() - request.offset();
            if (left <= 0) {
                return new Offer.Settled(NEEDLESS); // All of it has been cut off since, and a later record says so.
            }
            SyncRange there = new SyncRange(
                    request.command(),
                    request.offset(),
                    Math.min(left, request.contentBytes()),
                    request.timestampSeconds(),
                    group,
                    request.filename());
            peer.put(there, file, there.offset());
            return new Offer.Sent(there);
        } catch (NoSuchFileException _) {
            return missing(request.filename());
        }
    }

    private Offer offerTruncate(Change.Truncate change, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        if (!Files.exists(paths.locate(change.filename()).path())) {
            return missing(change.filename());
        }
        return put(new SyncTruncate(change.oldSize(), change.newSize(), time(record), group, change.filename()), peer);
    }

    /**
     * The peer's file had another size than the source's. An append before it may have been left out because the file had
     * been cut already, and what came later may have been taken for it: then the peer gets the whole file. C leaves it so.
     */
    private SyncOutcome afterRefusedTruncate(Change.Truncate change, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        return hasSame(change.filename(), peer)
                ? NEEDLESS
                : sendWhole(Command.SYNC_UPDATE_FILE, change.filename(), record, peer);
    }

    private Offer offerLink(String filename, String target, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        Place place = paths.locate(filename);
        if (!Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
            return missing(filename);
        }
        if (!Files.isSymbolicLink(place.path())) {
            return new Offer.Settled(NEEDLESS); // A file has taken its name since.
        }
        return put(new SyncName(Command.SYNC_CREATE_LINK, time(record), group, filename, target), peer);
    }

    private Offer offerRename(String filename, String old, BinlogRecord record, OutgoingConnection peer)
            throws IOException {
        if (!Files.exists(paths.locate(filename).path())) {
            // Deleted since. The peer may have it under its old name, which nothing else will remove.
            return undoneLater.undo(filename)
                    ? put(new SyncDelete(time(record), group, old), peer)
                    : new Offer.Settled(new SourceLost());
        }
        return put(new SyncName(Command.SYNC_RENAME_FILE, time(record), group, filename, old), peer);
    }

    private static Offer put(Request request, OutgoingConnection peer) throws IOException {
        peer.put(request);
        return new Offer.Sent(request);
    }

    private Offer missing(String filename) throws IOException {
        return new Offer.Settled(undoneLater.undo(filename) ? NEEDLESS : new SourceLost());
    }

    private static FdfsException refused(Status status, Request request) {
        return new FdfsException(status, request.toString());
    }

    private static int time(BinlogRecord record) {
        return (int) record.seconds();
    }
}
