package io.fastdfs.storage.appender;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;

/**
 * Changes appender files. Content is received completely before the file is touched.
 *
 * <p>So a client that hangs up leaves the file as it was, two appends never mix, and no lock is held while a client is
 * slow: C writes as bytes arrive and gives none of the three. The price is paid by content that does not fit into a buffer
 * of {@link io.fastdfs.server.TransferBuffers}: it is written twice, the second time inside the kernel, and mostly from
 * memory to memory, as the temporary file lives for moments. What fits is written once.
 */
public final class AppenderHandler {
    private static final int FOLDER_LENGTH = 5;
    private static final int TAIL_LENGTH = 7;

    private final Shelf shelf;
    private final Fetch fetch;

    public AppenderHandler(Shelf shelf, Fetch fetch) {
        this.shelf = shelf;
        this.fetch = fetch;
    }

    public Place append(Connection peer, AppendFile request) throws IOException {
        Place place = appender(request.filename(), peer);
        StoredFile.findAppender(place);
        if (request.contentBytes() > 0) {
            shelf.counters().count(Operation.APPEND, request.contentBytes(), () -> {
                try (var content = receive(peer, request.contentBytes(), place);
                        FileLocks.Held _ = shelf.locks().hold(place)) {
                    appendTo(place, content);
                }
                return place;
            });
        }
        // C echoes the request's body when there is nothing to append; a client expects none.
        peer.reply(Status.OK);
        return place;
    }

    private void appendTo(Place place, ReceivedContent content) throws IOException {
        long size = StoredFile.findAppender(place).size();
        Change change = new Change.Append(place.filename(), size, content.bytes());
        shelf.requireLoggable(change);
        try (AppenderFile file = AppenderFile.open(place)) {
            try {
                file.write(content, size);
                log(place, change);
            } catch (FdfsException e) {
                file.resize(size);
                throw e;
            }
        }
    }

    public Place modify(Connection peer, ModifyFile request) throws IOException {
        Place place = appender(request.filename(), peer);
        requireInside(request.offset(), place);
        if (request.contentBytes() > 0) {
            shelf.counters().count(Operation.MODIFY, request.contentBytes(), () -> {
                try (var content = receive(peer, request.contentBytes(), place);
                        FileLocks.Held _ = shelf.locks().hold(place)) {
                    overwrite(place, content, request.offset());
                }
                return place;
            });
        }
        peer.reply(Status.OK);
        return place;
    }

    private void overwrite(Place place, ReceivedContent content, long offset) throws IOException {
        long size = requireInside(offset, place);
        Change change = new Change.Modify(place.filename(), offset, content.bytes());
        shelf.requireLoggable(change);
        try (AppenderFile file = AppenderFile.open(place)) {
            try {
                file.write(content, offset);
            } catch (FdfsException e) {
                // What was overwritten is lost. The record lets the replicas at least become equal.
                file.resize(size);
                long changed = Math.min(content.bytes(), size - offset);
                if (changed > 0) {
                    log(place, new Change.Modify(place.filename(), offset, changed));
                }
                throw e;
            }
            log(place, change);
        }
    }

    public Place truncate(Connection peer, TruncateFile request) throws IOException {
        // First, so that a refused request ends here too: bytes that some clients announce never come, see
        // TruncateFile.
        peer.forgetRestOfBody();
        Place place = appender(request.filename(), peer);
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            long oldSize = StoredFile.findAppender(place).size();
            // C echoes the request's body when the size is the same; a client expects none.
            if (oldSize != request.newSize()) {
                Change change = new Change.Truncate(place.filename(), oldSize, request.newSize());
                shelf.requireLoggable(change);
                shelf.counters().count(Operation.TRUNCATE, 0, () -> {
                    try (AppenderFile file = AppenderFile.open(place)) {
                        file.resize(request.newSize());
                        log(place, change);
                    }
                    return place;
                });
            }
        }
        peer.reply(Status.OK);
        return place;
    }

    /** Gives the appender a normal name, with the size and CRC that it has now. Its metadata keeps the old name, as in C. */
    public Place regenerate(Connection peer, RegenerateFilename request) throws IOException {
        Place old = appender(request.filename(), peer);
        Place renamed;
        try (FileLocks.Held _ = shelf.locks().hold(old)) {
            StoredFile.Plain file = StoredFile.findAppender(old);
            int crc32;
            try (StoredContent content = file.open()) {
                crc32 = content.crc32(shelf.buffers());
            }
            long now = System.currentTimeMillis() / 1000;
            String trueName = old.trueName();
            String folder = trueName.substring(0, FOLDER_LENGTH);
            String tail = trueName.substring(trueName.length() - TAIL_LENGTH);
            renamed = old.sibling(shelf.names().plain(folder, tail, file.size(), crc32, now));
            rename(old, renamed, now);
        }
        peer.concerns(old.filename() + "=>" + renamed.filename());
        BodyWriter body = new BodyWriter();
        new FileNameReply(shelf.group(), renamed.filename()).encode(body);
        peer.reply(body);
        return renamed;
    }

    private void rename(Place old, Place renamed, long seconds) throws FdfsException {
        Change change = new Change.Rename(renamed.filename(), old.filename());
        shelf.requireLoggable(change);
        try {
            old.storePath().rename(old.path(), renamed);
            try {
                shelf.logged(BinlogRecord.own(seconds, change));
            } catch (FdfsException e) {
                old.storePath().rename(renamed.path(), old);
                throw e;
            }
        } catch (IOException e) {
            throw old.storePath().failure(e, "renaming " + old.filename(), 0);
        }
    }

    /** Where the appender stands whose change is wanted. */
    private Place appender(String filename, Connection peer) throws FdfsException {
        if (filename.length() < FileName.NORMAL_LENGTH) {
            throw FdfsException.invalid(filename + " is too short for an appender file");
        }
        Place place = shelf.paths().locate(filename);
        peer.concerns(place.filename());
        fetch.find(place, peer);
        return place;
    }

    private ReceivedContent receive(Connection peer, long bytes, Place place) throws IOException {
        return ReceivedContent.receive(peer, bytes, place.storePath(), shelf.buffers());
    }

    private static long requireInside(long offset, Place place) throws FdfsException {
        long size = StoredFile.findAppender(place).size();
        if (offset > size) {
            throw FdfsException.invalid("offset " + offset + " behind the end of " + place.filename() + ", " + size);
        }
        return size;
    }

    private void log(Place place, Change change) throws FdfsException {
        shelf.logged(BinlogRecord.own(StoredFile.find(place).modifiedSeconds(), change));
    }
}
