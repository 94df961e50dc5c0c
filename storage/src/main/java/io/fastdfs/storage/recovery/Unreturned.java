package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Files of a recovered store path that the own binlog has, and the list had not: made here and not replicated before the disk
 * was lost, or only to another member than the source; or deleted by others since then.
 */
final class Unreturned {
    private final Shelf shelf;
    private final StorePath path;
    /** In the middle of the binlog, what is deleted later on is among them. */
    private final Set<Place> missing = new LinkedHashSet<>();

    private Unreturned(Shelf shelf, StorePath path) {
        this.shelf = shelf;
        this.path = path;
    }

    /** Compares the whole binlog with the disk; returns what is not there. */
    static Set<Place> find(Shelf shelf, StorePath path) throws IOException {
        Unreturned found = new Unreturned(shelf, path);
        try (BinlogReader reader = shelf.binlog().reader(Position.START)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                if (line.get() instanceof BinlogReader.Entry entry) {
                    found.note(entry.record().change());
                }
            }
        }
        return found.missing;
    }

    private void note(Change change) {
        try {
            switch (change) {
                case Change.Create _, Change.Link _ -> require(change.filename());
                case Change.Delete(String filename) ->
                    missing.remove(shelf.paths().locate(filename));
                case Change.Rename(String filename, String old) -> {
                    missing.remove(shelf.paths().locate(old));
                    require(filename);
                }
                case Change.Update _, Change.Append _, Change.Modify _, Change.Truncate _ -> {}
            }
        } catch (FdfsException _) {
            // Not a name that any command takes, so nobody can miss it.
        }
    }

    private void require(String filename) throws FdfsException {
        Place place = shelf.paths().locate(filename);
        boolean here = place.storePath() == path && !FileName.decode(filename).isTrunk();
        if (here && !StoredFile.exists(place)) {
            missing.add(place);
        }
    }
}
