package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All groups. Guarded by the lock of {@link Cluster}. */
final class Groups {
    private static final int MAX_GROUPS = 512;

    private final NavigableMap<String, Group> byName = new TreeMap<>();
    private List<Group> inOrder = List.of();
    /** Grows with every change that must survive a crash. */
    private long changes;

    /** All groups by name; not a copy, so that a query costs nothing. */
    List<Group> inOrder() {
        return inOrder;
    }

    @Nullable
    Group find(String name) {
        return byName.get(name);
    }

    /**
     * The group of this name.
     *
     * @throws FdfsException ENOENT if there is none
     */
    Group group(String name) throws FdfsException {
        Group group = byName.get(name);
        if (group == null) {
            throw new FdfsException(Status.ENOENT, "no group " + name);
        }
        return group;
    }

    void add(Group group) throws FdfsException {
        if (byName.size() >= MAX_GROUPS) {
            throw new FdfsException(Status.ENOSPC, "there are " + MAX_GROUPS + " groups already");
        }
        byName.put(group.name, group);
        inOrder = List.copyOf(byName.values());
    }

    void remove(Group group) {
        byName.remove(group.name);
        inOrder = List.copyOf(byName.values());
    }

    void clear() {
        byName.clear();
        inOrder = List.of();
    }

    /** Notes that something has changed which must survive a crash. */
    void changed() {
        changes++;
    }

    long changes() {
        return changes;
    }
}
