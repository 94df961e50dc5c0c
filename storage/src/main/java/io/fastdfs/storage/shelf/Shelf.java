package io.fastdfs.storage.shelf;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.DeletedNames;
import io.fastdfs.storage.binlog.LastSetters;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.report.ClusterParameters;
import io.fastdfs.storage.report.Counters;
import java.util.function.Supplier;

/**
 * What every command stands on: the group it serves, its store paths, names, locks, the log of changes and the counters.
 *
 * @param group the only group whose files are here
 * @param parameters what a tracker said last
 */
public record Shelf(
        String group,
        StorePaths paths,
        NewNames names,
        FileLocks locks,
        TransferBuffers buffers,
        Binlog binlog,
        DeletedNames deleted,
        LastSetters setters,
        Counters counters,
        Supplier<ClusterParameters> parameters) {
    /** Refuses a request that is for another group. */
    public void requireGroup(String asked) throws FdfsException {
        if (!asked.equals(group)) {
            throw FdfsException.invalid("group " + asked + " is not here, this is " + group);
        }
    }

    /**
     * Refuses a change whose record no reader would take, before it happens: C stops for ever at a text that is longer than
     * its buffer for a name.
     *
     * @throws FdfsException EINVAL
     */
    public void requireLoggable(Change change) throws FdfsException {
        String text = change.text();
        if (text.length() > BinlogRecord.MAX_TEXT) {
            throw FdfsException.invalid("record text of " + text.length() + " bytes: " + text);
        }
    }

    /**
     * The time of a change of a metadata text that is made here now, with its file locked: never before one that is known.
     *
     * @param now Unix seconds
     */
    public long timeOfMetadata(Place metadata, long now) throws FdfsException {
        return setters.next(metadata.filename(), now, latestOfMetadata(metadata));
    }

    /** When a metadata text was set or deleted last, Unix seconds; -1 if nothing is known of it. */
    public long latestOfMetadata(Place metadata) throws FdfsException {
        var found = StoredFile.lookUp(metadata);
        long modifiedSeconds = found.isPresent() ? found.get().modifiedSeconds() : -1;
        return Math.max(modifiedSeconds, deleted.deletedAt(metadata.filename()));
    }

    /** Logs a change that has happened. The answer may be sent once this returns. */
    public void logged(BinlogRecord record) throws FdfsException {
        binlog.append(record);
        deleted.note(record);
    }
}
