package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storages that hold the same files. The lists that queries go by are kept in step here, when something changes. Guarded by
 * the lock of {@link Cluster}.
 */
final class Group {
    /** What C clients and storages take, tombstones included. */
    static final int MAX_STORAGES = 32;

    private static final Logger log = LoggerFactory.getLogger(Group.class);

    final String name;
    private final Policy.StoreServer storeServerRule;
    private final NavigableMap<String, Storage> byId = new TreeMap<>();
    private final List<Storage> inJoinOrder = new ArrayList<>();
    private final List<Storage> readable = new ArrayList<>();
    private final List<Storage> writable = new ArrayList<>();
    private @Nullable Storage storeServer;
    GroupShape shape = GroupShape.NONE;
    long totalMegabytes;
    long freeMegabytes;
    /** What the trunk server said last; kept for a tracker that uses trunk files. */
    TrunkState trunk = TrunkState.NONE;
    /** Free in the slots of trunk files, as the trunk server said last. */
    long trunkFreeMegabytes;
    /** Grows with every change that the members are told. */
    long change;

    int readCursor;
    int writeCursor;

    /** A group as long as nobody has joined it. */
    Group(String name, Policy.StoreServer storeServerRule) {
        this.name = name;
        this.storeServerRule = storeServerRule;
    }

    /** All storages in the order of their ids. */
    Collection<Storage> storages() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** All storages in the order in which they came. */
    List<Storage> inJoinOrder() {
        return Collections.unmodifiableList(inJoinOrder);
    }

    @Nullable
    Storage find(String id) {
        return byId.get(id);
    }

    /**
     * The storage of this id.
     *
     * @throws FdfsException ENOENT if there is none
     */
    Storage storage(String id) throws FdfsException {
        Storage storage = byId.get(id);
        if (storage == null) {
            throw new FdfsException(Status.ENOENT, "no storage " + id + " in group " + name);
        }
        return storage;
    }

    /** The storage of this id, or else at this address: so old files name those that have ids by now. */
    @Nullable
    Storage findNamed(String idOrAddress) {
        Storage storage = byId.get(idOrAddress);
        return storage != null
                ? storage
                : inJoinOrder.stream()
                        .filter(other -> other.addresses().contains(idOrAddress))
                        .findFirst()
                        .orElse(null);
    }

    /** Those that serve downloads, in the order of their ids. */
    List<Storage> readable() {
        return readable;
    }

    /** Those that take uploads, in the order of their ids. */
    List<Storage> writable() {
        return writable;
    }

    /** The one that {@code store_server} 1 and 2 choose; null while none is writable. */
    @Nullable
    Storage storeServer() {
        return storeServer;
    }

    /**
     * Takes a storage in. Where there is no room the oldest tombstone goes.
     *
     * @throws FdfsException ENOSPC if there are {@value #MAX_STORAGES} storages that have not left
     */
    void add(Storage storage) throws FdfsException {
        if (byId.size() >= MAX_STORAGES) {
            Storage oldest = inJoinOrder.stream()
                    .filter(Storage::isTombstone)
                    .findFirst()
                    .orElseThrow(() -> new FdfsException(
                            Status.ENOSPC, "group " + name + " has " + MAX_STORAGES + " storages already"));
            byId.remove(oldest.id());
            inJoinOrder.remove(oldest);
        }
        byId.put(storage.id(), storage);
        inJoinOrder.add(storage);
        change++;
    }

    /** A storage has another id; the storage that had it goes. */
    void rename(Storage storage, Identity who) {
        byId.remove(storage.id());
        Storage there = byId.get(who.id());
        if (there != null) {
            inJoinOrder.remove(there);
        }
        storage.become(who);
        byId.put(who.id(), storage);
        change++;
    }

    /** True if it gives out the slots of the group's trunk files. */
    boolean isTrunkServer(Storage storage) {
        return trunk.server().equals(storage.id());
    }

    /** The only way in which a status changes. */
    void setStatus(Storage storage, StorageStatus to) {
        if (storage.status() == to) {
            return;
        }
        log.info("storage {}/{}: {} -> {}", name, storage.id(), storage.status(), to);
        storage.setStatus(to);
        if (to == StorageStatus.OFFLINE) {
            storage.toldChange = -1;
        }
        change++;
        listsChanged();
    }

    /** Space, priority or status of a storage is another. */
    void listsChanged() {
        readable.clear();
        writable.clear();
        for (Storage storage : byId.values()) {
            if (storage.isActive() && storage.readWriteMode().reads()) {
                readable.add(storage);
            }
            if (storage.isActive() && storage.readWriteMode().writes()) {
                writable.add(storage);
            }
        }
        storeServer = storeServerRule == Policy.StoreServer.PRIORITY
                ? writable.stream()
                        .min(Comparator.comparingLong(storage -> storage.uploadPriority))
                        .orElse(null)
                : writable.isEmpty() ? null : writable.getFirst();
        spaceChanged();
    }

    /**
     * The group has as much room as the fullest of the storages that take uploads and have told. While none does, the last
     * figures stand. C looks at the others only when one has more room than before, so that one which has left keeps the group
     * small.
     */
    void spaceChanged() {
        writable.stream()
                .filter(storage -> !storage.space.isEmpty())
                .min(Comparator.comparingLong(storage -> storage.freeMegabytes))
                .ifPresent(fullest -> {
                    totalMegabytes = fullest.totalMegabytes;
                    freeMegabytes = fullest.freeMegabytes;
                });
    }
}
