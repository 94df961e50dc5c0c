package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.LogicName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All store paths of this storage, in the order that is part of every file id. */
public final class StorePaths {
    private final List<StorePath> paths;
    private final AtomicInteger next = new AtomicInteger();

    private StorePaths(List<StorePath> paths) {
        this.paths = List.copyOf(paths);
    }

    public static StorePaths open(List<Path> roots, int subdirCount) throws IOException {
        List<StorePath> paths = new ArrayList<>();
        for (Path root : roots) {
            paths.add(StorePath.open(paths.size(), root, subdirCount));
        }
        return new StorePaths(paths);
    }

    public List<StorePath> all() {
        return paths;
    }

    /**
     * The store path for a new file.
     *
     * @param wantedIndex from the request; -1: the next one with room
     * @throws FdfsException EINVAL for a path that does not exist; ENOSPC if the file would not leave the reserve free
     */
    public StorePath forUpload(int wantedIndex, long bytes, Reserve reserve) throws FdfsException {
        if (wantedIndex >= 0 && wantedIndex < paths.size()) {
            StorePath wanted = paths.get(wantedIndex);
            requireRoom(wanted, bytes, reserve);
            return wanted;
        }
        if (wantedIndex != -1) {
            throw FdfsException.invalid("store path " + wantedIndex + " of " + paths.size());
        }
        int first = Math.floorMod(next.getAndIncrement(), paths.size());
        for (int i = 0; i < paths.size(); i++) {
            StorePath candidate = paths.get((first + i) % paths.size());
            if (reserve.leavesRoom(candidate, bytes, paths.size())) {
                return candidate;
            }
        }
        throw new FdfsException(Status.ENOSPC, bytes + " bytes would leave no store path its reserve of " + reserve);
    }

    /**
     * Refuses a file that is too large for this path.
     *
     * @throws FdfsException ENOSPC if the file would not leave the reserve free
     */
    public void requireRoom(StorePath path, long bytes, Reserve reserve) throws FdfsException {
        if (!reserve.leavesRoom(path, bytes, paths.size())) {
            throw new FdfsException(
                    Status.ENOSPC, bytes + " bytes on " + path + " would not leave " + reserve + " free");
        }
    }

    /**
     * Where a logic filename stands.
     *
     * @throws FdfsException EINVAL if it has another shape or an unknown store path
     */
    public Place locate(String filename) throws FdfsException {
        LogicName name = LogicName.parse(filename);
        if (name.storePathIndex() >= paths.size()) {
            throw FdfsException.invalid("store path of " + filename + ", there are " + paths.size());
        }
        return new Place(paths.get(name.storePathIndex()), name.trueName());
    }
}
