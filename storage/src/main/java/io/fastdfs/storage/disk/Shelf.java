package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogRecord;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What every command stands on: the group it serves, its store paths, names, locks and the log of changes.
 *
 * @param group the only group whose files are here
 * @param reserve what uploads must leave free, as the tracker last said
 */
public record Shelf(
        String group,
        StorePaths paths,
        NewNames names,
        FileLocks locks,
        TransferBuffers buffers,
        Binlog binlog,
        Supplier<Reserve> reserve) {
    /** Refuses a request that is for another group. */
    public void requireGroup(String asked) throws FdfsException {
        if (!asked.equals(group)) {
            throw FdfsException.invalid("group " + asked + " is not here, this is " + group);
        }
    }

    /** Logs a change that has happened. The answer may be sent once this returns. */
    public void logged(BinlogRecord record) throws FdfsException {
        try {
            binlog.append(record);
        } catch (IOException e) {
            throw paths.all().getFirst().failure(e, "writing the binlog", 0);
        }
    }

    /** Logs a change that has happened. The answer may be sent once this returns. */
    public void logged(long unixSeconds, char letter, String text) throws FdfsException {
        try {
            binlog.append(unixSeconds, letter, text);
        } catch (IOException e) {
            throw paths.all().getFirst().failure(e, "writing the binlog", 0);
        }
    }
}
