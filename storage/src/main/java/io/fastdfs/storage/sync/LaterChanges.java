package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.binlog.BinlogReader;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows which files are gone by a record that has not been sent yet, so that a file that is missing without a reason is
 * noticed. Reads ahead only when it is asked, and no line twice.
 */
final class LaterChanges implements AutoCloseable {
    private final BinlogReader ahead;
    private final Set<String> gone = new HashSet<>();

    /** @param from where the records begin that have not been sent */
    LaterChanges(Binlog binlog, Position from) {
        ahead = binlog.reader(from);
    }

    /** True if a record from here on deletes or renames the file. */
    synchronized boolean undo(String filename) throws IOException {
        if (gone.contains(filename)) {
            return true;
        }
        for (var line = ahead.next(); line.isPresent(); line = ahead.next()) {
            if (line.get() instanceof BinlogReader.Entry entry) {
                note(entry.record().change());
            }
        }
        return gone.contains(filename);
    }

    private void note(Change change) {
        switch (change) {
            case Change.Delete(String filename) -> gone.add(filename);
            case Change.Rename(String _, String old) -> gone.add(old);
            case Change.Create _,
                    Change.Update _,
                    Change.Append _,
                    Change.Modify _,
                    Change.Truncate _,
                    Change.Link _ -> {}
        }
    }

    @Override
    public synchronized void close() throws IOException {
        ahead.close();
    }
}
