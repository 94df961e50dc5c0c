package io.fastdfs.storage.replica;

import io.fastdfs.protocol.BodyWriter;
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
import io.fastdfs.storage.group.Source;
import io.fastdfs.storage.group.SyncedUntil;
import io.fastdfs.storage.shelf.MetadataVersion;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Optional;

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
        peer.attach(new Source(request.storageId(), request.asksAhead()));
        if (request.asksAhead()) {
            peer.expectAhead();
            peer.reply(new BodyWriter().int8(ReportServerId.ALLOWED_BYTES));
            return;
        }
        peer.reply(Status.OK);
    }

    /** SYNC_CREATE_FILE and SYNC_UPDATE_FILE: a whole file. */
    public void file(Connection peer, SyncFile request) throws IOException {
        Place place = place(request.group(), request.filename());
        boolean create = request.command() == Command.SYNC_CREATE_FILE;
        Change change = create ? new Change.Create(request.filename()) : new Change.Update(request.filename());
        if (wasDeletedSince(request)) {
            throw have(request.filename());
        }
        boolean announcedOnly = request.status() != 0;
        boolean mayBeHere = create && !isMetadata(place);
        if (announcedOnly || mayBeHere && hasSize(place, request.size())) {
            log(peer, request.timestampSeconds(), change);
            throw have(request.filename());
        }
        try (ReceivedContent content =
                ReceivedContent.receive(peer, request.size(), place.storePath(), shelf.buffers())) {
            check.accept(peer, request.filename(), content);
            try (FileLocks.Held _ = shelf.locks().hold(lockOf(place))) {
                if (isOutdated(peer, place, request, content)) {
                    throw have(request.filename());
                }
                content.moveTo(place, request.timestampSeconds());
                log(peer, request.timestampSeconds(), change);
            }
        }
        shelf.counters().syncedIn(request.size());
        peer.reply(Status.OK);
    }

    /**
     * A member that was away, or has not heard of it yet, sends files that were deleted here meanwhile. The name of a file is
     * never given again, but that of a slave; metadata goes by its own rules.
     */
    private boolean wasDeletedSince(SyncFile request) throws FdfsException {
        long deletedAt = shelf.deleted().deletedAt(request.filename());
        if (deletedAt < 0 || request.filename().endsWith(Place.METADATA)) {
            return false;
        }
        boolean slave = FileName.decode(request.filename()).kind() == FileName.Kind.SLAVE;
        return !slave || request.command() == Command.SYNC_CREATE_FILE && deletedAt > request.timestampSeconds();
    }

    /** Under the lock: the file may have been deleted while its content came. */
    private boolean isOutdated(Connection peer, Place place, SyncFile request, ReceivedContent content)
            throws FdfsException {
        return isMetadata(place)
                ? !isToBeKept(peer, place, MetadataVersion.text(request.timestampSeconds(), content.crc32()))
                : wasDeletedSince(request);
    }

    private static boolean isMetadata(Place place) {
        return place.filename().endsWith(Place.METADATA);
    }

    private static boolean hasSize(Place place, long size) throws FdfsException {
        // As a rule it is not there, and to find that out by lookUp() takes the JDK two exceptions.
        return StoredFile.exists(place)
                && StoredFile.lookUp(place).orElse(null) instanceof StoredFile.Plain plain
                && plain.size() == size;
    }

    /**
     * Metadata may be set and deleted on any member, which hear of it in any order. Those of this kind keep the greatest
     * version. C's storages keep what came last, and so does this one of theirs: of one second, their order is all there is.
     */
    private boolean isToBeKept(Connection peer, Place place, MetadataVersion offered) throws FdfsException {
        MetadataVersion here = shelf.version(place);
        boolean isOrdered = peer.attachment() instanceof Source(String _, boolean asksAhead) && asksAhead;
        return isOrdered ? offered.compareTo(here) >= 0 : offered.seconds() >= here.seconds();
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
            Optional<StoredFile> file = StoredFile.lookUp(place);
            if (file.orElse(null) instanceof StoredFile.Foreign) {
                throw FdfsException.invalid(request.filename() + " is neither file nor link");
            }
            if (isMetadata(place) && !isToBeKept(peer, place, MetadataVersion.deletion(request.timestampSeconds()))) {
                throw wantsAll(request.filename());
            }
            if (file.isEmpty()) {
                noteDeleted(peer, request);
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

    /** The file may still come, from a member that has not heard of its deletion: it is remembered, over a restart too. */
    private void noteDeleted(Connection peer, SyncDelete request) throws IOException {
        if (shelf.deleted().deletedAt(request.filename()) < request.timestampSeconds()) {
            log(peer, request.timestampSeconds(), new Change.Delete(request.filename()));
        }
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
            boolean there = StoredFile.lookUp(place).isPresent();
            if (there || shelf.deleted().contains(place.filename())) {
                removeRenamed(peer, request, old);
                throw have(request.filename());
            }
            if (!isWhatItsNameSays(StoredFile.find(old), FileName.decode(place.filename()))) {
                removeRenamed(peer, request, old);
                throw wantsAll(request.filename());
            }
            old.storePath().rename(old.path(), place);
            log(peer, request.timestampSeconds(), new Change.Rename(request.filename(), request.source()));
        } catch (IOException e) {
            throw place.storePath().failure(e, "renaming " + old.filename(), 0);
        }
        peer.reply(Status.OK);
    }

    /** The new name has come another way, and may have been deleted meanwhile: no other record removes the old one. */
    private void removeRenamed(Connection peer, SyncName request, Place old) throws IOException {
        if (old.storePath().writing(() -> Files.deleteIfExists(old.path()))) {
            log(peer, request.timestampSeconds(), new Change.Delete(old.filename()));
        }
    }

    /**
     * The appender may lack changes here: its source does not send those that it finds under a name that is gone. The new name
     * has size and CRC32 of all of them.
     */
    private boolean isWhatItsNameSays(StoredFile file, FileName name) throws FdfsException {
        try (StoredContent content = file.open()) {
            return name.kind() != FileName.Kind.NORMAL
                    || content.size() == name.size() && content.crc32(shelf.buffers()) == name.crc32();
        }
    }

    private Place place(String group, String filename) throws FdfsException {
        shelf.requireGroup(group);
        return shelf.paths().locate(filename);
    }

    private void log(Connection peer, int seconds, Change change) throws IOException {
        shelf.logged(BinlogRecord.copied(seconds, change));
        if (peer.attachment() instanceof Source(String storageId, boolean _)) {
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
