package io.fastdfs.storage.download;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Answers with the bytes of a file or of its metadata, or with its size, time and CRC. Links are followed. */
public final class DownloadHandler {
    private final Shelf shelf;
    private final Fetch fetch;
    private final Membership membership;

    public DownloadHandler(Shelf shelf, Fetch fetch, Membership membership) {
        this.shelf = shelf;
        this.fetch = fetch;
        this.membership = membership;
    }

    /** DOWNLOAD_FILE. */
    public Place download(Connection peer, DownloadFile request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        peer.concerns(place.filename());
        try (StoredContent content = fetch.open(place, peer)) {
            long length = clamp(request.offset(), request.length(), content.size());
            shelf.counters().count(Operation.DOWNLOAD, length, () -> {
                send(peer, content, request.offset(), length);
                return place;
            });
        }
        return place;
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

    /** Small ranges leave in one write, header and body; large ones go from file to socket inside the kernel. */
    private void send(Connection peer, StoredContent content, long offset, long length) throws IOException {
        Header header = new Header(length, Command.RESPONSE.code, 0);
        try (TransferBuffers.Loan loan = shelf.buffers().lend()) {
            ByteBuffer buffer = loan.buffer();
            header.encode(buffer);
            if (length <= buffer.remaining()) {
                content.read(buffer.limit(Header.BYTES + (int) length), offset);
                peer.write(buffer.flip());
                return;
            }
            peer.write(buffer.flip());
        }
        content.send(peer, offset, length, shelf.buffers());
    }

    /** GET_METADATA: the whole metadata file as it stands. As in C, ENOENT may mean the file or its metadata. */
    public Place metadata(Connection peer, GetMetadata request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        peer.concerns(place.metadata().filename());
        fetch.find(place, peer).size();
        try (StoredContent content = fetch.open(place.metadata(), peer)) {
            shelf.counters().count(Operation.GET_METADATA, 0, () -> {
                send(peer, content, 0, content.size());
                return place;
            });
        }
        return place;
    }

    /**
     * QUERY_FILE_INFO. Silent questions come from storages that want to know what is here. The time is a link's own, the size that of its content. C logs a missing file unless a flag says
     * not to; here it is no news to any log but that of single requests.
     */
    public Place info(Connection peer, QueryFileInfo request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        peer.concerns(place.filename());
        boolean silent = (request.flags() & QueryFileInfo.SILENT) != 0;
        StoredFile file = silent ? StoredFile.find(place) : fetch.find(place, peer);
        long size = file.size();
        FileName name = FileName.decode(request.filename());
        int crc32 = switch (name.kind()) {
            case NORMAL -> name.crc32();
            case APPENDER, SLAVE -> (request.flags() & QueryFileInfo.WITHOUT_CRC) != 0 ? 0 : crc32(file);
        };
        int addressWidth = shelf.parameters().get().addressWidth();
        BodyWriter body = new BodyWriter();
        new FileInfoReply(size, file.modifiedSeconds(), crc32, membership.addressOf(name), addressWidth).encode(body);
        peer.reply(body);
        return place;
    }

    private int crc32(StoredFile file) throws FdfsException {
        try (StoredContent content = file.open()) {
            return content.crc32(shelf.buffers());
        }
    }
}
