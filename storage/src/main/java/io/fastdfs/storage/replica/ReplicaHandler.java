package io.fastdfs.storage.replica;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.protocol.storage.SyncDelete;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.protocol.storage.SyncRange;
import io.fastdfs.protocol.storage.SyncTruncate;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.appender.AppenderFile;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.disk.TempFile;
import io.fastdfs.storage.group.Source;
import io.fastdfs.storage.group.SyncedUntil;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;

/**
 * Commands by which the other storages of the group pass their changes on. Answers: OK, done now; EEXIST, it was here
 * already; ENOENT, the sender has to send the whole file. Source: FastDFS storage_service.c.
 */
public final class ReplicaHandler {
    private final Shelf shelf;
    private final CopyCheck check;
    private final SyncedUntil synced;

    public ReplicaHandler(Shelf shelf, CopyCheck check, SyncedUntil synced) {
        this.shelf = shelf;
        this.check = check;
        this.synced = synced;
    }

    /** Who sends on this connection. C's senders say so on one of their connections only. */
    public void introduce(Connection peer, ReportServerId request) throws IOException {
        peer.attach(new Source(request.storageId()));
        peer.expectAhead();
        peer.reply(Status.OK);
    }

    /** SYNC_CREATE_FILE and SYNC_UPDATE_FILE: a whole file. */
    public void file(Connection peer, SyncFile request) throws IOException {
        Place place = place(request.group(), request.filename());
        boolean create = request.command() == Command.SYNC_CREATE_FILE;
        Change change = create ? new Change.Create(request.filename()) : new Change.Update(request.filename());
        if (create && wasDeletedSince(request)) {
            throw have(request.filename());
        }
        boolean announcedOnly = request.status() != 0;
        if (announcedOnly || create && hasSize(place, request.size())) {
            log(peer, request.timestampSeconds(), change);
            throw have(request.filename());
        }
        try (ReceivedContent content =
                ReceivedContent.receive(peer, request.size(), place.storePath(), shelf.buffers())) {
            check.accept(peer, request.filename(), content);
            TempFile file = content.asFile();
            file.setTimes(request.timestampSeconds());
            try (FileLocks.Held _ = shelf.locks().hold(lockOf(place))) {
                if (isNewerHere(place, request, content)) {
                    throw have(request.filename());
                }
                file.moveTo(place);
                log(peer, request.timestampSeconds(), change);
            }
        }
        shelf.counters().syncedIn(request.size());
        peer.reply(Status.OK);
    }

    /**
     * A member that was away sends files that it made before, and that were deleted here meanwhile. The name of a plain file is
     * never given again; a slave, or metadata, may have been made anew after it was deleted.
     */
    private boolean wasDeletedSince(SyncFile request) throws FdfsException {
        long deletedAt = shelf.deleted().deletedAt(request.filename());
        if (deletedAt < 0) {
            return false;
        }
        boolean named = FileName.decode(request.filename()).kind() != FileName.Kind.SLAVE
                && !request.filename().endsWith(Place.METADATA);
        return named || deletedAt > request.timestampSeconds();
    }

    private static boolean hasSize(Place place, long size) throws FdfsException {
        return StoredFile.lookUp(place).orElse(null) instanceof StoredFile.Plain plain && plain.size() == size;
    }

    /**
     * Metadata may be set on another member while its source is away, which then comes with an older text. The newest wins
     * everywhere; of two of one second that with the greater CRC32, so that all members choose alike.
     */
    private boolean isNewerHere(Place place, SyncFile request, ReceivedContent content) throws FdfsException {
        if (!place.filename().endsWith(Place.METADATA)
                || !(StoredFile.lookUp(place).orElse(null) instanceof StoredFile.Plain here)
                || here.modifiedSeconds() < request.timestampSeconds()) {
            return false;
        }
        if (here.modifiedSeconds() > request.timestampSeconds()) {
            return true;
        }
        try (StoredContent stored = here.open()) {
            return Integer.compareUnsigned(stored.crc32(shelf.buffers()), content.crc32()) > 0;
        }
    }

    /** Clients change metadata under the lock of its file. */
    private Place lockOf(Place place) {
        String name = place.trueName();
        return name.endsWith(Place.METADATA)
                ? place.sibling(name.substring(0, name.length() - Place.METADATA.length()))
                : place;
    }

    /** SYNC_DELETE_FILE. Metadata has a record of its own. */
    public void delete(Connection peer, SyncDelete request) throws IOException {
        Place place = place(request.group(), request.filename());
        try (FileLocks.Held _ = shelf.locks().hold(lockOf(place))) {
            StoredFile file = StoredFile.find(place);
            if (file instanceof StoredFile.Foreign) {
                throw FdfsException.invalid(request.filename() + " is neither file nor link");
            }
            if (place.filename().endsWith(Place.METADATA) && file.modifiedSeconds() > request.timestampSeconds()) {
                throw wantsAll(request.filename());
            }
            place.storePath().writing(() -> {
                Files.delete(place.path());
                return place;
            });
            log(peer, request.timestampSeconds(), new Change.Delete(request.filename()));
        } catch (IOException e) {
            throw place.storePath().failure(e, "deleting " + place.filename(), 0);
        }
        peer.reply(Status.OK);
    }

    /** SYNC_APPEND_FILE and SYNC_MODIFY_FILE: some bytes of an appender file. */
    public void range(Connection peer, SyncRange request) throws IOException {
        Place place = place(request.group(), request.filename());
        try (ReceivedContent content =
                ReceivedContent.receive(peer, request.contentBytes(), place.storePath(), shelf.buffers())) {
            try (FileLocks.Held _ = shelf.locks().hold(place)) {
                requireFits(request, place);
                try (AppenderFile file = AppenderFile.open(place)) {
                    file.write(content, request.offset());
                    file.setTimes(request.timestampSeconds());
                }
                log(peer, request.timestampSeconds(), change(request));
            }
        }
        shelf.counters().syncedIn(request.contentBytes());
        peer.reply(Status.OK);
    }

    private static Change change(SyncRange request) {
        return request.command() == Command.SYNC_APPEND_FILE
                ? new Change.Append(request.filename(), request.offset(), request.contentBytes())
                : new Change.Modify(request.filename(), request.offset(), request.contentBytes());
    }

    /** An append goes to the end only, a modification anywhere up to it. */
    private static void requireFits(SyncRange request, Place place) throws FdfsException {
        StoredFile found = StoredFile.lookUp(place).orElseThrow(() -> wantsAll(request.filename()));
        if (!(found instanceof StoredFile.Plain file)) {
            throw have(request.filename());
        }
        boolean append = request.command() == Command.SYNC_APPEND_FILE;
        boolean fits = append ? file.size() == request.offset() : file.size() >= request.offset();
        if (!fits) {
            throw file.size() >= request.offset() + request.contentBytes()
                    ? have(request.filename())
                    : wantsAll(request.filename());
        }
    }

    /** SYNC_TRUNCATE_FILE. */
    public void truncate(Connection peer, SyncTruncate request) throws IOException {
        Place place = place(request.group(), request.filename());
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            if (!(StoredFile.find(place) instanceof StoredFile.Plain plain) || plain.size() != request.oldSize()) {
                throw have(request.filename());
            }
            try (AppenderFile file = AppenderFile.open(place)) {
                file.resize(request.newSize());
                file.setTimes(request.timestampSeconds());
            }
            log(
                    peer,
                    request.timestampSeconds(),
                    new Change.Truncate(request.filename(), request.oldSize(), request.newSize()));
        }
        peer.reply(Status.OK);
    }

    /** SYNC_CREATE_LINK: a link beside its target, if that is here. */
    public void link(Connection peer, SyncName request) throws IOException {
        Place place = place(request.group(), request.filename());
        Place target = shelf.paths().locate(request.source());
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            if (StoredFile.lookUp(target).isPresent()
                    && StoredFile.lookUp(place).isEmpty()) {
                place.storePath().link(place, target);
            }
            log(peer, request.timestampSeconds(), new Change.Link(request.filename(), request.source()));
        } catch (FileAlreadyExistsException e) {
            throw new FdfsException(Status.EEXIST, request.filename(), e);
        } catch (IOException e) {
            throw place.storePath().failure(e, "linking " + place.filename(), 0);
        }
        peer.reply(Status.OK);
    }

    /** SYNC_RENAME_FILE: an appender has become a normal file. C echoes part of the request; a sender expects nothing. */
    public void rename(Connection peer, SyncName request) throws IOException {
        Place place = place(request.group(), request.filename());
        Place old = shelf.paths().locate(request.source());
        try (FileLocks.Held _ = shelf.locks().hold(old)) {
            if (StoredFile.lookUp(place).isPresent()) {
                throw have(request.filename());
            }
            old.storePath().rename(old.path(), place);
            log(peer, request.timestampSeconds(), new Change.Rename(request.filename(), request.source()));
        } catch (IOException e) {
            throw place.storePath().failure(e, "renaming " + old.filename(), 0);
        }
        peer.reply(Status.OK);
    }

    private Place place(String group, String filename) throws FdfsException {
        shelf.requireGroup(group);
        return shelf.paths().locate(filename);
    }

    private void log(Connection peer, int seconds, Change change) throws IOException {
        shelf.logged(BinlogRecord.copied(seconds, change));
        if (peer.attachment() instanceof Source(String storageId)) {
            synced.advance(storageId, seconds);
        }
    }

    private static FdfsException have(String filename) {
        return new FdfsException(Status.EEXIST, filename);
    }

    private static FdfsException wantsAll(String filename) {
        return new FdfsException(Status.ENOENT, filename);
    }
}
