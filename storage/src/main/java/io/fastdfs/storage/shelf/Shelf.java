package io.fastdfs.storage.shelf;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.DeletedNames;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.disk.StoredContent;
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

    /** What is known of a metadata text. Ask with its file locked. */
    public MetadataVersion version(Place metadata) throws FdfsException {
        long deletedAt = deleted.deletedAt(metadata.filename());
        if (StoredFile.lookUp(metadata).orElse(null) instanceof StoredFile.Plain text
                && text.modifiedSeconds() >= deletedAt) {
            try (StoredContent content = text.open()) {
                return MetadataVersion.text(text.modifiedSeconds(), content.crc32(buffers));
            }
        }
        return MetadataVersion.deletion(deletedAt);
    }

    /** Logs a change that has happened. The answer may be sent once this returns. */
    public void logged(BinlogRecord record) throws FdfsException {
        binlog.append(record);
        deleted.note(record);
    }
}
