package io.fastdfs.storage.download;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Shelf;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.IntSupplier;

/** Answers with a file's bytes, or with its size, time and CRC. */
public final class DownloadHandler {
    private final Shelf shelf;
    private final IntSupplier addressWidth;

    /** Makes a handler; {@code addressWidth} is 16 or 46, as the tracker says. */
    public DownloadHandler(Shelf shelf, IntSupplier addressWidth) {
        this.shelf = shelf;
        this.addressWidth = addressWidth;
    }

    /** Returns the bytes sent. */
    public long download(Connection peer, DownloadFile request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        BasicFileAttributes found = place.contentAttributes();
        if (!found.isRegularFile()) {
            throw new FdfsException(Status.EISDIR, request.filename());
        }
        try (FileChannel file = open(place)) {
            long length = clamp(request.offset(), request.length(), found.size());
            send(peer, file, request.offset(), length);
            return length;
        }
    }

    /**
     * Cuts a range at the end of the file; {@code length} 0 means all that remain. All numbers are bytes.
     *
     * <p>An empty file is answered with an empty body: C 6.15.4 and later refuse it, and clients cannot get it back.
     *
     * @throws FdfsException EINVAL if offset is not inside the file
     */
    static long clamp(long offset, long length, long fileSize) throws FdfsException {
        if (offset == 0 && fileSize == 0) {
            return 0;
        }
        if (offset >= fileSize) {
            throw FdfsException.invalid("offset " + offset + " in a file of " + fileSize + " bytes");
        }
        long remaining = fileSize - offset;
        return length == 0 ? remaining : Math.min(length, remaining);
    }

    private static FileChannel open(Place place) throws FdfsException {
        try {
            return FileChannel.open(place.path(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw place.storePath().failure(e, "opening " + place.filename(), 0);
        }
    }

    /** Small ranges leave in one write, header and body; large ones go from file to socket inside the kernel. */
    private void send(Connection peer, FileChannel file, long offset, long length) throws IOException {
        Header header = new Header(length, Command.RESPONSE.code, 0);
        try (TransferBuffers.Loan loan = shelf.buffers().lend()) {
            ByteBuffer buffer = loan.buffer();
            header.encode(buffer);
            if (length <= buffer.remaining()) {
                buffer.limit(Header.BYTES + (int) length);
                readFully(file, offset, buffer);
                peer.write(buffer.flip());
                return;
            }
        }
        ByteBuffer alone = ByteBuffer.allocate(Header.BYTES);
        header.encode(alone);
        peer.write(alone.flip());
        peer.send(file, offset, length);
    }

    private static void readFully(FileChannel file, long offset, ByteBuffer into) throws IOException {
        long position = offset;
        while (into.hasRemaining()) {
            int read = file.read(into, position);
            if (read < 0) {
                throw new EOFException("file became shorter while it was read");
            }
            position += read;
        }
    }

    public Place info(Connection peer, QueryFileInfo request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        FileName name = FileName.decode(request.filename());
        BasicFileAttributes own = place.attributes();
        long size = own.isSymbolicLink() ? place.contentAttributes().size() : own.size();
        int crc32 = switch (name.kind()) {
            case NORMAL -> name.crc32();
            case APPENDER, SLAVE ->
                (request.flags() & QueryFileInfo.WITHOUT_CRC) != 0 ? 0 : FileChecksum.of(place, shelf.buffers());
        };
        long modifiedSeconds = own.lastModifiedTime().toMillis() / 1000;
        BodyWriter body = new BodyWriter();
        new FileInfoReply(size, modifiedSeconds, crc32, name.sourceAddress(), addressWidth.getAsInt()).encode(body);
        peer.reply(body);
        return place;
    }
}
