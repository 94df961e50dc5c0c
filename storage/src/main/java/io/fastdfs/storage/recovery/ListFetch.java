package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.TrunkPart;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.shelf.Shelf;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the list of the files of a store path from a member, and splits it into one list for each worker. */
final class ListFetch {
    private static final Logger log = LoggerFactory.getLogger(ListFetch.class);
    private static final int PART_BYTES = 64 * 1024;
    private static final int MAX_WARNINGS = 10;

    private final Shelf shelf;
    private final StorePath path;
    private final RecoveryFiles files;

    ListFetch(Shelf shelf, StorePath path, RecoveryFiles files) {
        this.shelf = shelf;
        this.path = path;
        this.files = files;
    }

    /**
     * Leaves behind {@code lists} lists, and marks at their starts.
     *
     * @throws IOException if the member gives no whole list; then another one may
     */
    void fetch(SourceConnections.Source source, int lists) throws IOException {
        Path incoming = files.incomingList();
        receive(source, incoming);
        split(incoming, lists);
        Files.delete(incoming);
    }

    /** The bytes up to the end of the connection, of which the last eight say how many there were before them. */
    private void receive(SourceConnections.Source source, Path into) throws IOException {
        long announced = source.connection.askForContent(new FetchBinlog(shelf.group(), path.index()));
        if (announced != FetchBinlog.REPLY_LENGTH) {
            throw new IOException("storage " + source + " announces a list of " + announced + " bytes");
        }
        try (FileChannel file = FileChannel.open(
                into,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            byte[] part = new byte[PART_BYTES];
            for (int read = source.connection.readSomeContent(part);
                    read >= 0;
                    read = source.connection.readSomeContent(part)) {
                ByteBuffer left = ByteBuffer.wrap(part, 0, read);
                while (left.hasRemaining()) {
                    file.write(left);
                }
            }
            long bytes = file.size() - Long.BYTES;
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES);
            if (bytes < 0 || file.read(count, bytes) < Long.BYTES || count.getLong(0) != bytes) {
                throw new EOFException("the list from storage " + source + " has no end");
            }
            file.truncate(bytes);
            log.info("{}: list of {} bytes from storage {}", path, bytes, source);
        }
    }

    private void split(Path from, int count) throws IOException {
        List<OutputStream> lists = new ArrayList<>();
        try (WorkList lines = WorkList.open(from, 0)) {
            for (int i = 0; i < count; i++) {
                lists.add(new BufferedOutputStream(Files.newOutputStream(files.listBeingWritten(i))));
            }
            distribute(lines, lists);
        } finally {
            for (OutputStream list : lists) {
                list.close();
            }
        }
        for (int i = 0; i < count; i++) {
            try (FileChannel list = FileChannel.open(files.listBeingWritten(i), StandardOpenOption.WRITE)) {
                list.force(true);
            }
            Files.move(files.listBeingWritten(i), files.list(i), StandardCopyOption.ATOMIC_MOVE);
            files.setMark(i, 0);
        }
    }

    private void distribute(WorkList lines, List<OutputStream> lists) throws IOException {
        Set<Place> trunkFiles = new HashSet<>();
        int good = 0;
        int bad = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            try {
                BinlogRecord record = BinlogRecord.parse(line.get());
                Place place = place(shelf, path, record.change());
                good++;
                if (!isTrunk(record.change()) || trunkFiles.add(place)) {
                    lists.get(listOf(record.change(), lists.size()))
                            .write(record.line().getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (ParseException | FdfsException e) {
                bad++;
                if (bad <= MAX_WARNINGS) {
                    log.warn("{}: line of the list left out: {}", path, e.getMessage());
                }
            }
        }
        if (bad > 0) {
            log.error("{}: {} lines of the list were no records, {} were", path, bad, good);
        }
        if (bad > 0 && good == 0) {
            throw new IOException("the list for " + path + " has no line that is a record");
        }
    }

    /** As in C: a link is in the list of its target, and behind it. */
    private static int listOf(Change change, int lists) {
        String name = change instanceof Change.Link(String _, String target) ? target : change.filename();
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 33 * hash + name.charAt(i);
        }
        return Integer.remainderUnsigned(hash, lists);
    }

    static boolean isTrunk(Change change) throws FdfsException {
        return FileName.decode(change.filename()).isTrunk();
    }

    /**
     * Where the file of a line of the list stands; of a file in a trunk file, where that stands.
     *
     * @throws FdfsException EINVAL if it is not on the store path, or the line does not make a file
     */
    static Place place(Shelf shelf, StorePath path, Change change) throws FdfsException {
        if (!(change instanceof Change.Create || change instanceof Change.Link)) {
            throw FdfsException.invalid("record " + change.letter() + " of " + change.filename() + " makes no file");
        }
        Place place = shelf.paths().locate(change.filename());
        if (place.storePath() != path) {
            throw FdfsException.invalid(change.filename() + " is not on " + path);
        }
        if (change instanceof Change.Link(String _, String target)) {
            shelf.paths().locate(target);
        }
        TrunkPart trunk = FileName.decode(change.filename()).trunkPart();
        if (trunk == null) {
            return place;
        }
        if (trunk.trunkFile() < 0) {
            throw FdfsException.invalid(change.filename() + " is in no trunk file");
        }
        String folder = place.trueName().substring(0, place.trueName().lastIndexOf('/') + 1);
        return place.sibling(folder + trunk.trunkFileName());
    }
}
