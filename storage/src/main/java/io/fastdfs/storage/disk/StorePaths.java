package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.LogicName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** All store paths of this storage, in the order that is part of every file id. */
public final class StorePaths implements AutoCloseable {
    private final List<StorePath> paths;
    private final SpareCarriers carriers;
    private final AtomicInteger next = new AtomicInteger();

    private StorePaths(List<StorePath> paths) {
        this.paths = List.copyOf(paths);
        this.carriers =
                SpareCarriers.watch(paths.stream().map(StorePath::underWay).toList());
    }

    /** Opens the folders of all store paths; {@code settings} says for each index what is decided about it. */
    public static StorePaths open(List<Path> roots, IntFunction<StorePath.Settings> settings, Disk disk)
            throws IOException {
        List<StorePath> paths = new ArrayList<>();
        for (Path root : roots) {
            paths.add(StorePath.open(paths.size(), root, settings.apply(paths.size()), disk));
        }
        return new StorePaths(paths);
    }

    public List<StorePath> all() {
        return paths;
    }

    /**
     * The store path for a new file.
     *
     * @param wantedIndex from the request; -1, or a path that is read only: one is chosen
     * @throws FdfsException EINVAL for a path that does not exist; ENOSPC if the file would not leave the reserve free
     */
    public StorePath forUpload(int wantedIndex, long bytes, SpacePolicy policy) throws FdfsException {
        if (wantedIndex < -1 || wantedIndex >= paths.size()) {
            throw FdfsException.invalid("store path " + wantedIndex + " of " + paths.size());
        }
        if (wantedIndex >= 0 && !paths.get(wantedIndex).isReadonly()) {
            StorePath wanted = paths.get(wantedIndex);
            requireRoom(wanted, bytes, policy.reserve());
            return wanted;
        }
        List<StorePath> candidates = new ArrayList<>();
        int first = next.get();
        for (int i = 0; i < paths.size(); i++) {
            StorePath candidate = paths.get((first + i) % paths.size());
            if (!candidate.isReadonly() && policy.reserve().leavesRoom(candidate, bytes, paths.size())) {
                candidates.add(candidate);
            }
        }
        if (candidates.isEmpty()) {
            throw new FdfsException(
                    Status.ENOSPC,
                    bytes + " bytes would leave no store path that takes files its reserve of " + policy.reserve());
        }
        StorePath chosen = policy.mostFreeFirst()
                ? Collections.max(
                        candidates,
                        Comparator.comparingLong(path -> path.space().free()))
                : candidates.getFirst();
        next.set((chosen.index() + 1) % paths.size());
        return chosen;
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

    /** The place that a link leads to; empty if it is on none of these paths. */
    public Optional<Place> placeOf(Path target) {
        for (StorePath path : paths) {
            if (target.startsWith(path.data())) {
                String trueName = path.data().relativize(target).toString();
                try {
                    return Optional.of(locate(path.logicFilename(trueName)));
                } catch (FdfsException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        carriers.close();
    }
}
