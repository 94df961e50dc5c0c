package io.fastdfs.storage.upload;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewFile;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.disk.TempFile;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Takes new files: content to the disk, then the binlog record, then the answer. Content that is longer than a buffer, or
 * whose name can be guessed, goes to a temporary file first.
 */
public final class UploadHandler {
    private final Shelf shelf;
    private final Fetch fetch;

    public UploadHandler(Shelf shelf, Fetch fetch) {
        this.shelf = shelf;
        this.fetch = fetch;
    }

    /** UPLOAD_FILE and UPLOAD_APPENDER_FILE. */
    public Place upload(Connection peer, UploadFile request) throws IOException {
        NewNames.requireAllowed(request.extension());
        StorePath path = shelf.paths()
                .forUpload(
                        request.storePathIndex(),
                        request.contentBytes(),
                        shelf.parameters().get().space());
        shelf.names().requireSource();
        Place place =
                shelf.counters().count(Operation.UPLOAD, request.contentBytes(), () -> store(peer, request, path));
        reply(peer, place);
        return place;
    }

    private Place store(Connection peer, UploadFile request, StorePath path) throws IOException {
        try (var content = ReceivedContent.receive(peer, request.contentBytes(), path, shelf.buffers())) {
            Optional<ByteBuffer> inMemory = content.inMemory();
            if (inMemory.isPresent()) {
                Place place = newPlace(path, request, content, System.currentTimeMillis() / 1000);
                log(place, NewFile.write(place, inMemory.get()));
                return place;
            }
            TempFile file = content.asFile();
            long modifiedSeconds = file.modifiedSeconds();
            Place place = newPlace(path, request, content, modifiedSeconds);
            file.moveTo(place);
            log(place, modifiedSeconds);
            return place;
        }
    }

    private Place newPlace(StorePath path, UploadFile request, ReceivedContent content, long createdSeconds)
            throws FdfsException {
        NewNames names = shelf.names();
        String trueName = request.appender()
                ? names.appender(request.extension(), content.crc32(), createdSeconds)
                : names.plain(request.extension(), content.bytes(), content.crc32(), createdSeconds);
        return new Place(path, trueName);
    }

    /** UPLOAD_SLAVE_FILE. */
    public Place uploadSlave(Connection peer, UploadSlaveFile request) throws IOException {
        if (request.prefix().isEmpty()) {
            throw FdfsException.invalid("a slave needs a prefix");
        }
        NewNames.requireAllowed(request.prefix());
        NewNames.requireAllowed(request.extension());
        Place master = shelf.paths().locate(request.masterFilename());
        shelf.paths()
                .requireRoom(
                        master.storePath(),
                        request.contentBytes(),
                        shelf.parameters().get().space().reserve());
        fetch.find(master, peer);
        Place slave = master.sibling(FileName.slave(master.trueName(), request.prefix(), request.extension()));
        if (slave.filename().length() > Width.MAX_FILENAME) {
            throw FdfsException.invalid("slave filename of " + slave.filename().length() + " bytes");
        }
        requireAbsent(slave);
        if (shelf.parameters().get().slavesAreLinks()) {
            shelf.names().requireSource();
        }
        shelf.counters().count(Operation.UPLOAD, request.contentBytes(), () -> storeSlave(peer, request, slave));
        reply(peer, slave);
        return slave;
    }

    private Place storeSlave(Connection peer, UploadSlaveFile request, Place slave) throws IOException {
        try (var content = ReceivedContent.receive(peer, request.contentBytes(), slave.storePath(), shelf.buffers())) {
            TempFile file = content.asFile();
            long modifiedSeconds = file.modifiedSeconds();
            try (FileLocks.Held _ = shelf.locks().hold(slave)) {
                // C replaces a slave that another client made meanwhile; refusing it loses nobody's file.
                requireAbsent(slave);
                Optional<Place> target = target(slave, request.extension(), content, modifiedSeconds);
                if (target.isPresent()) {
                    storeLinked(slave, target.get(), file, modifiedSeconds);
                } else {
                    file.moveTo(slave);
                    log(slave, modifiedSeconds);
                }
            }
            return slave;
        }
    }

    /** Where the content of a slave goes where slaves are links; empty if it is a file, as one whose link C could not read. */
    private Optional<Place> target(Place slave, String extension, ReceivedContent content, long modifiedSeconds)
            throws FdfsException {
        if (!shelf.parameters().get().slavesAreLinks()) {
            return Optional.empty();
        }
        Place target = new Place(
                slave.storePath(), shelf.names().plain(extension, content.bytes(), content.crc32(), modifiedSeconds));
        return Optional.of(target).filter(place -> link(slave, place).text().length() <= BinlogRecord.MAX_TEXT);
    }

    private static Change.Link link(Place slave, Place target) {
        return new Change.Link(slave.filename(), target.filename());
    }

    /** Stores the content under a name of its own, then the link to it; if that fails, neither is there. */
    private void storeLinked(Place slave, Place target, TempFile file, long modifiedSeconds) throws IOException {
        file.moveTo(target);
        log(target, modifiedSeconds);
        try {
            slave.storePath().link(slave, target);
            shelf.logged(BinlogRecord.own(modifiedSeconds, link(slave, target)));
        } catch (IOException e) {
            Files.deleteIfExists(slave.path());
            Files.deleteIfExists(target.path());
            shelf.logged(BinlogRecord.own(modifiedSeconds, new Change.Delete(target.filename())));
            throw slave.storePath().failure(e, "linking " + slave.filename(), 0);
        }
    }

    /** Logs the new file, or removes it: an answer of failure means that there is none. */
    private void log(Place place, long modifiedSeconds) throws IOException {
        try {
            shelf.logged(BinlogRecord.own(modifiedSeconds, new Change.Create(place.filename())));
        } catch (FdfsException e) {
            Files.deleteIfExists(place.path());
            throw e;
        }
    }

    private void reply(Connection peer, Place place) throws IOException {
        peer.concerns(place.filename());
        BodyWriter body = new BodyWriter();
        new FileNameReply(shelf.group(), place.filename()).encode(body);
        peer.reply(body);
    }

    private static void requireAbsent(Place slave) throws FdfsException {
        if (StoredFile.exists(slave)) {
            throw new FdfsException(Status.EEXIST, slave.filename());
        }
    }
}
