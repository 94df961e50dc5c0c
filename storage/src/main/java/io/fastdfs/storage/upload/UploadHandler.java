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
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.disk.StorePath;
import java.io.IOException;
import java.nio.file.Files;

/** Takes new files: content to a temporary file, then its final name, then the binlog record, then the answer. */
public final class UploadHandler {
    private final Shelf shelf;

    public UploadHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    /** UPLOAD_FILE and UPLOAD_APPENDER_FILE. */
    public Place upload(Connection peer, UploadFile request) throws IOException {
        requireNameCharacters(request.extension());
        StorePath path = shelf.paths()
                .forUpload(
                        request.storePathIndex(),
                        request.contentBytes(),
                        shelf.reserve().get());
        try (var content = ReceivedContent.receive(peer, request.contentBytes(), path, shelf.buffers())) {
            Place place = new Place(path, newName(request, content));
            content.moveTo(place.path());
            finish(peer, place, content);
            return place;
        }
    }

    private String newName(UploadFile request, ReceivedContent content) {
        NewNames names = shelf.names();
        String folder = names.nextFolder();
        String tail = names.tail(request.extension());
        return request.appender()
                ? names.appender(folder, tail, content.crc32(), content.modifiedSeconds())
                : names.plain(folder, tail, content.bytes(), content.crc32(), content.modifiedSeconds());
    }

    /** UPLOAD_SLAVE_FILE. */
    public Place uploadSlave(Connection peer, UploadSlaveFile request) throws IOException {
        if (request.prefix().isEmpty()) {
            throw FdfsException.invalid("a slave needs a prefix");
        }
        requireNameCharacters(request.prefix());
        requireNameCharacters(request.extension());
        Place master = shelf.paths().locate(request.masterFilename());
        shelf.paths()
                .requireRoom(
                        master.storePath(),
                        request.contentBytes(),
                        shelf.reserve().get());
        master.attributes();
        Place slave = master.sibling(FileName.slave(master.trueName(), request.prefix(), request.extension()));
        if (slave.filename().length() > Width.MAX_FILENAME) {
            throw FdfsException.invalid("slave filename of " + slave.filename().length() + " bytes");
        }
        requireAbsent(slave);
        try (var content = ReceivedContent.receive(peer, request.contentBytes(), slave.storePath(), shelf.buffers())) {
            try (FileLocks.Held _ = shelf.locks().hold(slave)) {
                // C replaces a slave that another client made meanwhile; refusing it loses nobody's file.
                requireAbsent(slave);
                content.moveTo(slave.path());
            }
            finish(peer, slave, content);
            return slave;
        }
    }

    private void finish(Connection peer, Place place, ReceivedContent content) throws IOException {
        shelf.logged(content.modifiedSeconds(), 'C', place.filename());
        BodyWriter body = new BodyWriter();
        new FileNameReply(shelf.group(), place.filename()).encode(body);
        peer.reply(body);
    }

    private static void requireAbsent(Place slave) throws FdfsException {
        if (Files.exists(slave.path())) {
            throw new FdfsException(Status.EEXIST, slave.filename());
        }
    }

    /** Letters, digits, {@code - _ .} are all that C takes in an extension or prefix. */
    private static void requireNameCharacters(String part) throws FdfsException {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean fine =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "-_.".indexOf(c) >= 0;
            if (!fine) {
                throw FdfsException.invalid("character '" + c + "' in a file name");
            }
        }
    }
}
