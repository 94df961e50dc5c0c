package io.fastdfs.storage.fetch;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.Connection;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.DeletedNames;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.disk.TempFile;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.MemberConnections;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Source;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a stored file here, or at another member, and then keeps it. What was deleted here lately is not looked for; and a
 * file whose source is there and does not have it is gone.
 */
public final class Fetch {
    private static final Logger log = LoggerFactory.getLogger(Fetch.class);

    private final Shelf shelf;
    private final DeletedNames deleted;
    private final Membership membership;
    private final MemberConnections connections;
    /** One fetch of a file at a time: who waits wants the same bytes. No thread holds two of these. */
    private final FileLocks underWay = new FileLocks();
    /** Files that should be here, whoever made them. */
    private final Set<Place> expected = ConcurrentHashMap.newKeySet();

    public Fetch(Shelf shelf, Membership membership, MemberConnections connections) {
        this.shelf = shelf;
        this.deleted = shelf.deleted();
        this.membership = membership;
        this.connections = connections;
    }

    /**
     * Finds what stands at a place, after fetching it if need be.
     *
     * @param asker a member is answered with what is here
     * @throws FdfsException ENOENT if nothing stands there, and no member can help
     */
    public StoredFile find(Place place, Connection asker) throws FdfsException {
        try {
            return StoredFile.find(place);
        } catch (FdfsException e) {
            boolean mayHelp = e.status().equals(Status.ENOENT) && !(asker.attachment() instanceof Source);
            if (mayHelp && (!isFromHere(place) || expected.contains(place)) && bring(place)) {
                return StoredFile.find(place);
            }
            throw e;
        }
    }

    /** Opens what stands at a place, after fetching it if need be; as {@link #find}, with one look at the disk. */
    public StoredContent open(Place place, Connection asker) throws FdfsException {
        try {
            return StoredFile.open(place);
        } catch (FdfsException e) {
            if (!e.status().equals(Status.ENOENT)) {
                throw e;
            }
            return find(place, asker).open();
        }
    }

    /** Notes a file that should be here. */
    public void expect(Place place) {
        expected.add(place);
    }

    /** What was noted and has not come yet. */
    Set<Place> expected() {
        return Set.copyOf(expected);
    }

    /** True if the name says that this storage made the file: then others have it from here, and it was deleted. */
    private boolean isFromHere(Place place) {
        return membership
                .member(membership.ownId())
                .filter(own -> isSource(own, place))
                .isPresent();
    }

    /**
     * Gets a file from another member; true if it is here now. Nothing is fetched that was deleted here.
     */
    public boolean bring(Place place) {
        String filename = place.filename();
        if (deleted.contains(filename)) {
            return false;
        }
        try (FileLocks.Held _ = underWay.hold(place)) {
            if (StoredFile.exists(place)) {
                expected.remove(place);
                return true;
            }
            for (Member member : holders(place)) {
                try {
                    copy(place, member);
                    expected.remove(place);
                    log.info("fetched {} from storage {}, before it was replicated", filename, member.id());
                    return true;
                } catch (FdfsException e) {
                    boolean gone = e.status().equals(Status.ENOENT) && isSource(member, place) && isPlain(place);
                    if (gone) {
                        return false;
                    }
                } catch (IOException e) {
                    log.warn("{} cannot be had from storage {}: {}", filename, member.id(), e.getMessage());
                }
            }
        } catch (FdfsException e) {
            log.warn("{} cannot be fetched: {}", filename, e.getMessage());
        }
        return false;
    }

    /** Members that serve, the one that made the file first. */
    private List<Member> holders(Place place) {
        return membership.others().stream()
                .filter(member -> member.status() == StorageStatus.ACTIVE)
                .sorted(Comparator.comparing(member -> !isSource(member, place)))
                .toList();
    }

    private static boolean isSource(Member member, Place place) {
        try {
            FileName name = FileName.decode(place.filename());
            return member.id().equals(String.valueOf(name.sourceStorageId()))
                    || member.address().getAddress().getHostAddress().equals(name.sourceAddress());
        } catch (FdfsException _) {
            return false;
        }
    }

    /** Slaves and metadata may have been made on another member than the one in the name. */
    private static boolean isPlain(Place place) throws FdfsException {
        return FileName.decode(place.filename()).kind() == FileName.Kind.NORMAL
                && !place.filename().endsWith(Place.METADATA);
    }

    private void copy(Place place, Member member) throws IOException {
        try (OutgoingConnection from = connections.connect(member)) {
            int flags = QueryFileInfo.WITHOUT_CRC | QueryFileInfo.SILENT;
            FileInfoReply info =
                    FileInfoReply.decode(from.ask(new QueryFileInfo(flags, shelf.group(), place.filename())));
            try (TempFile file = TempFile.create(place.storePath(), info.size())) {
                // C refuses the download of an empty file.
                if (info.size() > 0) {
                    receive(place, from, file);
                }
                file.setTimes(info.modifiedSeconds());
                keep(place, file, info.modifiedSeconds());
            }
        }
    }

    private void receive(Place place, OutgoingConnection from, TempFile into) throws IOException {
        long left = from.askForContent(new DownloadFile(0, 0, shelf.group(), place.filename()));
        try (TransferBuffers.Loan loan = shelf.buffers().lend()) {
            ByteBuffer buffer = loan.buffer();
            while (left > 0) {
                from.readContent(buffer.clear().limit((int) Math.min(buffer.capacity(), left)));
                left -= buffer.flip().remaining();
                into.write(buffer);
            }
        }
    }

    private void keep(Place place, TempFile file, long modifiedSeconds) throws FdfsException {
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            if (!deleted.contains(place.filename()) && !StoredFile.exists(place)) {
                file.moveTo(place);
                shelf.logged(BinlogRecord.copied(modifiedSeconds, new Change.Create(place.filename())));
            }
        }
    }

    /**
     * The CRC32 of a file as a member has it. It is read there, as the file info of a normal file repeats the one in the name.
     *
     * @throws FdfsException ENOENT if the member does not have it
     */
    public int crc32At(Member member, String filename) throws IOException {
        CRC32 crc = new CRC32();
        try (OutgoingConnection from = connections.connect(member);
                TransferBuffers.Loan loan = shelf.buffers().lend()) {
            ByteBuffer buffer = loan.buffer();
            long left = from.askForContent(new DownloadFile(0, 0, shelf.group(), filename));
            while (left > 0) {
                from.readContent(buffer.clear().limit((int) Math.min(buffer.capacity(), left)));
                left -= buffer.flip().remaining();
                crc.update(buffer);
            }
        }
        return (int) crc.getValue();
    }
}
