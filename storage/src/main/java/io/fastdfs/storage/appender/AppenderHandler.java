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
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.download.FileChecksum;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Changes appender files. Content is received completely before the file is touched, so a client that hangs up leaves
 * the file as it was, and no lock is held while a client is slow.
 */
public final class AppenderHandler {
    private static final int TAIL_LENGTH = 7;

    private final Shelf shelf;

    public AppenderHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    public Place append(Connection peer, AppendFile request) throws IOException {
        Place place = appender(request.filename());
        place.appenderAttributes();
        if (request.contentBytes() > 0) {
            try (var content =
                            ReceivedContent.receive(peer, request.contentBytes(), place.storePath(), shelf.buffers());
                    FileLocks.Held _ = shelf.locks().hold(place)) {
                long start = place.appenderAttributes().size();
                write(place, content, start);
                logChange(place, 'A', start + " " + content.bytes());
            }
        }
        // C echoes the request's body when there is nothing to append; a client expects none.
        peer.reply(Status.OK);
        return place;
    }

    public Place modify(Connection peer, ModifyFile request) throws IOException {
        Place place = appender(request.filename());
        requireInside(request.offset(), place);
        if (request.contentBytes() > 0) {
            try (var content =
                            ReceivedContent.receive(peer, request.contentBytes(), place.storePath(), shelf.buffers());
                    FileLocks.Held _ = shelf.locks().hold(place)) {
                requireInside(request.offset(), place);
                write(place, content, request.offset());
                logChange(place, 'M', request.offset() + " " + content.bytes());
            }
        }
        peer.reply(Status.OK);
        return place;
    }

    public Place truncate(Connection peer, TruncateFile request) throws IOException {
        // First, so that a refused request ends here too: bytes that some clients announce never come, see
        // TruncateFile.
        peer.forgetRestOfBody();
        Place place = appender(request.filename());
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            long oldSize = place.appenderAttributes().size();
            if (oldSize != request.newSize()) {
                resize(place, oldSize, request.newSize());
                logChange(place, 'T', oldSize + " " + request.newSize());
            }
        }
        peer.reply(Status.OK);
        return place;
    }

    /** Gives the appender a normal name, with the size and CRC that it has now. */
    public Place regenerate(Connection peer, RegenerateFilename request) throws IOException {
        Place old = appender(request.filename());
        Place renamed;
        try (FileLocks.Held _ = shelf.locks().hold(old)) {
            long size = old.appenderAttributes().size();
            int crc32 = FileChecksum.of(old, shelf.buffers());
            long now = System.currentTimeMillis() / 1000;
            String trueName = old.trueName();
            String folder = trueName.substring(0, 5);
            String tail = trueName.substring(trueName.length() - TAIL_LENGTH);
            renamed = old.sibling(shelf.names().plain(folder, tail, size, crc32, now));
            Files.move(old.path(), renamed.path(), StandardCopyOption.ATOMIC_MOVE);
            shelf.logged(now, 'R', renamed.filename() + " " + old.filename());
        }
        BodyWriter body = new BodyWriter();
        new FileNameReply(shelf.group(), renamed.filename()).encode(body);
        peer.reply(body);
        return renamed;
    }

    private Place appender(String filename) throws FdfsException {
        if (filename.length() < FileName.NORMAL_LENGTH) {
            throw FdfsException.invalid(filename + " is too short for an appender file");
        }
        return shelf.paths().locate(filename);
    }

    private static void requireInside(long offset, Place place) throws FdfsException {
        long size = place.appenderAttributes().size();
        if (offset > size) {
            throw FdfsException.invalid("offset " + offset + " behind the end of " + place.filename() + ", " + size);
        }
    }

    /** Writes the content, or leaves an append as it was before when the disk fails in the middle. */
    private static void write(Place place, ReceivedContent content, long position) throws IOException {
        try (FileChannel file = open(place)) {
            long oldSize = file.size();
            try {
                content.writeTo(file, position);
            } catch (IOException e) {
                file.truncate(oldSize);
                throw e;
            }
        }
    }

    private static void resize(Place place, long oldSize, long newSize) throws IOException {
        try (FileChannel file = open(place)) {
            if (newSize < oldSize) {
                file.truncate(newSize);
            } else {
                file.write(ByteBuffer.allocate(1), newSize - 1);
            }
        } catch (IOException e) {
            throw place.storePath().failure(e, "truncating " + place.filename(), newSize - oldSize);
        }
    }

    private static FileChannel open(Place place) throws FdfsException {
        try {
            return FileChannel.open(place.path(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw place.storePath().failure(e, "opening " + place.filename(), 0);
        }
    }

    private void logChange(Place place, char letter, String range) throws IOException {
        long modifiedSeconds = place.attributes().lastModifiedTime().toMillis() / 1000;
        shelf.logged(modifiedSeconds, letter, place.filename() + " " + range);
    }
}
