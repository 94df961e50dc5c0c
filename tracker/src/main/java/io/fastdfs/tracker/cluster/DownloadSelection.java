package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the storages to read a file from, or to change it on, by C's rules. Guarded by the lock of {@link Cluster}. */
final class DownloadSelection {
    private final boolean sourceFirst;
    private final ReplicationProgress progress;
    private final UploadSelection uploads;

    DownloadSelection(Policy policy, ReplicationProgress progress, UploadSelection uploads) {
        this.sourceFirst = policy.downloadServer() == Policy.DownloadServer.SOURCE_FIRST;
        this.progress = progress;
        this.uploads = uploads;
    }

    /** The storage to read the file from: of an appender or slave the one that made it, as its replicas may be behind. */
    Storage one(Group group, FileName name, long nowSeconds) throws FdfsException {
        boolean normal = name.kind() == FileName.Kind.NORMAL;
        if (!normal || sourceFirst) {
            Storage source = source(group.readable(), name);
            if (source != null) {
                return source;
            }
        }
        Storage next = normal ? nextHolder(group, name, nowSeconds) : null;
        return next != null ? next : fallback(group);
    }

    private @Nullable Storage nextHolder(Group group, FileName name, long nowSeconds) {
        List<Storage> readable = group.readable();
        Storage source = member(group, name);
        int first = group.readCursor < readable.size() ? group.readCursor : 0;
        for (int i = 0; i < readable.size(); i++) {
            int at = (first + i) % readable.size();
            if (progress.has(readable.get(at), name, source, nowSeconds)) {
                group.readCursor = (at + 1) % readable.size();
                return readable.get(at);
            }
        }
        return null;
    }

    /** Every storage that has the file by now, in the order of their ids. */
    List<Storage> all(Group group, FileName name, long nowSeconds) throws FdfsException {
        List<Storage> holders = new ArrayList<>();
        Storage source = member(group, name);
        boolean normal = name.kind() == FileName.Kind.NORMAL;
        for (Storage storage : group.readable()) {
            if (normal ? progress.has(storage, name, source, nowSeconds) : storage == source) {
                holders.add(storage);
            }
        }
        return holders.isEmpty() ? List.of(fallback(group)) : holders;
    }

    /** The storage that may change the file: the one that made it, or where an upload would go. */
    Storage forUpdate(Group group, FileName name) throws FdfsException {
        Storage source = source(group.writable(), name);
        return source != null ? source : uploads.storage(group);
    }

    private static Storage fallback(Group group) throws FdfsException {
        Storage storeServer = group.storeServer();
        if (storeServer == null || !storeServer.readWriteMode().reads()) {
            throw new FdfsException(Status.ENOENT, "no storage of group " + group.name + " serves downloads");
        }
        return storeServer;
    }

    private static @Nullable Storage source(List<Storage> among, FileName name) {
        for (Storage storage : among) {
            if (storage.isSource(name)) {
                return storage;
            }
        }
        return null;
    }

    /** The one that made the file, running or not. */
    private static @Nullable Storage member(Group group, FileName name) {
        for (Storage storage : group.storages()) {
            if (storage.isSource(name) && !storage.isTombstone()) {
                return storage;
            }
        }
        return null;
    }
}
