package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a member that has lost a store path which files stand there. */
public final class PathBinlogHandler {
    private static final Logger log = LoggerFactory.getLogger(PathBinlogHandler.class);
    /** A line of the binlog, and the number behind the last one. */
    private static final int ROOM_BYTES = 256 + Long.BYTES;

    private final Shelf shelf;

    public PathBinlogHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    /**
     * FETCH_ONE_PATH_BINLOG: a line for every record that made a file which is still there. Behind the last line stands their
     * number of bytes, and then the connection is closed: that is how a receiver knows that it has all. What is logged after
     * the request has come reaches the member by replication.
     *
     * @throws FdfsException EINVAL if there is no such store path
     */
    public void stream(Connection peer, FetchBinlog request) throws IOException {
        shelf.requireGroup(request.group());
        if (request.storePathIndex() >= shelf.paths().all().size()) {
            throw FdfsException.invalid("store path " + request.storePathIndex());
        }
        StorePath path = shelf.paths().all().get(request.storePathIndex());
        log.info("{} fetches the list of files on {}", peer, path);
        try (TransferBuffers.Loan loan = shelf.buffers().lend();
                BinlogReader reader = shelf.binlog().reader(Position.START)) {
            ByteBuffer buffer = loan.buffer();
            new Header(FetchBinlog.REPLY_LENGTH, Command.RESPONSE.code, 0).encode(buffer);
            peer.write(buffer.flip());
            long bytes = sendLines(peer, path, reader, buffer.clear());
            peer.write(buffer.putLong(bytes).flip());
            log.info("{} has the list of files on {}, {} bytes", peer, path, bytes);
        }
        peer.close();
    }

    /** Returns the bytes of all lines; the last ones are still in the buffer. */
    private long sendLines(Connection peer, StorePath path, BinlogReader reader, ByteBuffer buffer) throws IOException {
        Position end = shelf.binlog().end();
        long bytes = 0;
        while (reader.position().compareTo(end) < 0) {
            Optional<BinlogReader.Line> line = read(reader);
            if (line.isEmpty()) {
                break;
            }
            Optional<BinlogRecord> listed = line.get() instanceof BinlogReader.Entry entry
                    ? listed(entry.record(), path)
                    : malformed((BinlogReader.Malformed) line.get());
            if (listed.isPresent()) {
                byte[] text = listed.get().line().getBytes(StandardCharsets.ISO_8859_1);
                bytes += text.length;
                if (buffer.put(text).remaining() < ROOM_BYTES) {
                    peer.write(buffer.flip());
                    buffer.clear();
                }
            }
        }
        return bytes;
    }

    /** The peer notices that the number is missing at the end, and asks another member. */
    private static Optional<BinlogReader.Line> read(BinlogReader reader) throws IOException {
        try {
            return reader.next();
        } catch (IOException e) {
            log.error(
                    "binlog cannot be read at {}, so a member cannot recover its disk from here", reader.position(), e);
            throw e;
        }
    }

    /** C ends the list here, and nobody can recover from it. */
    private static Optional<BinlogRecord> malformed(BinlogReader.Malformed line) {
        log.warn("left out of the list for a member, at {}: {} ({})", line.at(), line.text(), line.why());
        return Optional.empty();
    }

    /** What a record says of a file that is still there; empty if it says nothing, or there is none. */
    private Optional<BinlogRecord> listed(BinlogRecord record, StorePath path) {
        boolean makes = switch (record.change()) {
            case Change.Create _, Change.Link _, Change.Rename _ -> true;
            case Change.Delete _, Change.Update _, Change.Append _, Change.Modify _, Change.Truncate _ -> false;
        };
        if (!makes) {
            return Optional.empty();
        }
        String filename = record.change().filename();
        try {
            Place place = shelf.paths().locate(filename);
            return place.storePath() == path
                    ? there(place).map(change -> new BinlogRecord(record.seconds(), record.replica(), change))
                    : Optional.empty();
        } catch (FdfsException e) {
            if (!e.status().equals(Status.ENOENT)) {
                log.warn("{} left out of the list for a member: {}", filename, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** What has to be done to have the same there; whatever the record said, the disk decides, but for trunk files. */
    private Optional<Change> there(Place place) throws FdfsException {
        if (FileName.decode(place.filename()).isTrunk()) {
            return Optional.of(new Change.Create(place.filename()));
        }
        return switch (StoredFile.find(place)) {
            case StoredFile.Plain _ -> Optional.of(new Change.Create(place.filename()));
            case StoredFile.Link link -> link(place, link);
            case StoredFile.Foreign _ -> Optional.empty();
        };
    }

    /** A link that leads out of the store paths, or has too long a record, is given as a file with its content. */
    private Optional<Change> link(Place place, StoredFile.Link link) throws FdfsException {
        if (!StoredFile.exists(place)) {
            return Optional.empty();
        }
        Change asFile = new Change.Create(place.filename());
        return Optional.of(shelf.paths()
                .placeOf(link.target())
                .<Change>map(target -> new Change.Link(place.filename(), target.filename()))
                .filter(change -> change.text().length() <= BinlogRecord.MAX_TEXT)
                .orElse(asFile));
    }
}
