package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.disk.TempFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one file of the list, from what a member has. A whole file that is there stays: it was made before a break, or it was
 * never lost. One that is cut, as C leaves it when it is killed, is replaced. No record is logged: the binlog has them all.
 */
final class FileRestorer {
    private static final Logger log = LoggerFactory.getLogger(FileRestorer.class);

    private final RecoveryParts parts;
    private final SourceConnections connections;
    private final StorePath path;

    /** What has become of a file. */
    sealed interface Outcome {
        /** It was there, or nobody wants it any more. */
        record Kept() implements Outcome {}

        /** It is there again. */
        record Restored(long bytes) implements Outcome {}

        /** The member does not give it. */
        record Refused(Status status) implements Outcome {}
    }

    FileRestorer(RecoveryParts parts, SourceConnections connections, StorePath path) {
        this.parts = parts;
        this.connections = connections;
        this.path = path;
    }

    /**
     * Makes the file of this record.
     *
     * @throws FdfsException if the own disk fails: the file may be tried again
     * @throws IOException if the connection fails: the same
     */
    Outcome restore(BinlogRecord record, SourceConnections.Source source) throws IOException {
        Place place = ListFetch.place(parts.shelf(), path, record.change());
        if (parts.shelf().deleted().contains(record.change().filename())) {
            return new Outcome.Kept();
        }
        if (record.change() instanceof Change.Link(String _, String target)) {
            return link(place, parts.shelf().paths().locate(target));
        }
        return ListFetch.isTrunk(record.change()) ? trunkFile(place, source) : file(place, record.seconds(), source);
    }

    private Outcome link(Place place, Place target) throws IOException {
        try {
            path.link(place, target);
            return new Outcome.Restored(0);
        } catch (FileAlreadyExistsException _) {
            return new Outcome.Kept();
        }
    }

    private Outcome file(Place place, long seconds, SourceConnections.Source source) throws IOException {
        FileName name = FileName.decode(place.filename());
        boolean carriesCrc =
                name.kind() == FileName.Kind.NORMAL && !place.filename().endsWith(Place.METADATA);
        long size;
        try {
            size = carriesCrc && name.size() > 0 ? name.size() : sizeAt(source, place);
        } catch (FdfsException e) {
            return new Outcome.Refused(e.status());
        }
        if (isWhole(place, size, carriesCrc)) {
            return new Outcome.Kept();
        }
        // C refuses the download of an empty file.
        long length = 0;
        if (size > 0) {
            try {
                length = ask(source.connection, place);
            } catch (FdfsException e) {
                return new Outcome.Refused(e.status());
            }
        }
        try (TempFile file = TempFile.create(path, length)) {
            int crc32 = receive(source.connection, length, file);
            if (carriesCrc && crc32 != name.crc32() && !isSame(place, crc32, source)) {
                return new Outcome.Refused(Status.EIO);
            }
            file.setTimes(seconds);
            file.moveTo(place);
        }
        return new Outcome.Restored(length);
    }

    private long sizeAt(SourceConnections.Source source, Place place) throws IOException {
        int flags = QueryFileInfo.WITHOUT_CRC | QueryFileInfo.SILENT;
        return FileInfoReply.decode(source.connection.ask(
                        new QueryFileInfo(flags, parts.shelf().group(), place.filename())))
                .size();
    }

    /** An appender or a metadata file may have grown here and not yet there. */
    private static boolean isWhole(Place place, long size, boolean sizeIsFixed) throws FdfsException {
        try {
            return switch (StoredFile.find(place)) {
                case StoredFile.Plain plain -> sizeIsFixed ? plain.size() == size : plain.size() >= size;
                case StoredFile.Link _, StoredFile.Foreign _ -> true;
            };
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    /** A container of small files, with all that is in it. One that is there is compared by its size, which is fixed. */
    private Outcome trunkFile(Place place, SourceConnections.Source source) throws IOException {
        try (SourceConnections.Source own = connections.connect(source.member)) {
            long length;
            try {
                length = ask(own.connection, place);
            } catch (FdfsException e) {
                return new Outcome.Refused(e.status());
            }
            if (isWhole(place, length, true)) {
                return new Outcome.Kept();
            }
            try (TempFile file = TempFile.create(path, length)) {
                receive(own.connection, length, file);
                file.moveTo(place);
            }
            return new Outcome.Restored(length);
        }
    }

    private long ask(OutgoingConnection from, Place place) throws IOException {
        return from.askForContent(new DownloadFile(0, 0, parts.shelf().group(), place.filename()));
    }

    /** Returns the CRC32 of what has come. */
    private int receive(OutgoingConnection from, long length, TempFile into) throws IOException {
        CRC32 crc = new CRC32();
        try (TransferBuffers.Loan loan = parts.shelf().buffers().lend()) {
            ByteBuffer buffer = loan.buffer();
            for (long left = length; left > 0; ) {
                from.readContent(buffer.clear().limit((int) Math.min(buffer.capacity(), left)));
                left -= buffer.flip().remaining();
                crc.update(buffer.duplicate());
                into.write(buffer);
            }
        }
        return (int) crc.getValue();
    }

    /** Links of C have a random CRC32 in their names, old files another kind: what comes twice alike is what is there. */
    private boolean isSame(Place place, int crc32, SourceConnections.Source source) throws IOException {
        boolean same;
        try {
            same = parts.fetch().crc32At(source.member, place.filename()) == crc32;
        } catch (FdfsException _) {
            same = false;
        }
        String verdict = same ? "has another CRC32 than its name" : "has arrived damaged";
        log.warn("{} {}, at storage {}", place.filename(), verdict, source);
        return same;
    }
}
