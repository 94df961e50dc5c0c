package io.fastdfs.storage.delete;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.MetadataVersion;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a file, then its metadata, each with a record of its own. */
public final class DeleteHandler {
    private static final Logger log = LoggerFactory.getLogger(DeleteHandler.class);

    private final Shelf shelf;
    private final Fetch fetch;

    public DeleteHandler(Shelf shelf, Fetch fetch) {
        this.shelf = shelf;
        this.fetch = fetch;
    }

    public Place delete(Connection peer, DeleteFile request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        peer.concerns(place.filename());
        try {
            deleteHere(place);
        } catch (FdfsException e) {
            if (!e.status().equals(Status.ENOENT)) {
                throw e;
            }
            fetch.find(place, peer);
            deleteHere(place);
        }
        peer.reply(Status.OK);
        return place;
    }

    private void deleteHere(Place place) throws IOException {
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            switch (StoredFile.find(place)) {
                case StoredFile.Plain _ ->
                    shelf.counters().count(Operation.DELETE, 0, () -> {
                        remove(place);
                        return place;
                    });
                case StoredFile.Link link ->
                    shelf.counters().count(Operation.DELETE_LINK, 0, () -> {
                        removeTargetOfSlave(link);
                        remove(place);
                        return place;
                    });
                case StoredFile.Foreign _ -> throw FdfsException.invalid(place.filename() + " is no file");
            }
        }
    }

    private void remove(Place place) throws FdfsException {
        try {
            place.storePath().writing(() -> {
                place.storePath().delete(place.path());
                return place;
            });
            logDeleted(place);
            Place metadata = place.metadata();
            MetadataVersion gone =
                    MetadataVersion.deletion(System.currentTimeMillis() / 1000).after(shelf.version(metadata));
            if (place.storePath().writing(() -> Files.deleteIfExists(metadata.path()))) {
                shelf.logged(BinlogRecord.own(gone.seconds(), new Change.Delete(metadata.filename())));
            }
        } catch (IOException e) {
            throw place.storePath().failure(e, "deleting " + place.filename(), 0);
        }
    }

    /**
     * A slave that is a link was stored under a name that nobody knows but the link, so the file goes with it. C removes
     * whatever a link leads to; here nothing outside the store paths is touched.
     */
    private void removeTargetOfSlave(StoredFile.Link link) throws FdfsException {
        // C goes by the length alone: the slave of an appender is an appender by its flag.
        String filename = link.place().filename();
        FileName name = FileName.decode(filename);
        int masterLength = name.isTrunk() ? FileName.TRUNK_LENGTH : FileName.NORMAL_LENGTH;
        if (filename.length() <= masterLength) {
            return;
        }
        Optional<Place> target = shelf.paths().placeOf(link.target());
        if (target.isEmpty()) {
            log.warn("{} leads to {}, which is on no store path; only the link is removed", filename, link.target());
            return;
        }
        Place file = target.get();
        try {
            if (file.storePath().writing(() -> Files.deleteIfExists(file.path()))) {
                logDeleted(file);
            }
        } catch (IOException e) {
            throw file.storePath().failure(e, "deleting " + file.filename(), 0);
        }
    }

    private void logDeleted(Place place) throws FdfsException {
        shelf.logged(BinlogRecord.own(System.currentTimeMillis() / 1000, new Change.Delete(place.filename())));
    }
}
