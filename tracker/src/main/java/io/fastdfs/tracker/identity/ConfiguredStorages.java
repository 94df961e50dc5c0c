package io.fastdfs.tracker.identity;

import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The storages of {@code storage_ids.conf}, by id and by address, with their host names looked up.
 *
 * <p>Ids are ordered as text, as everywhere: 10 comes before 9.
 */
public final class ConfiguredStorages {
    private final NavigableMap<String, ConfiguredStorage> byId = new TreeMap<>();
    private final Map<String, ConfiguredStorage> byHost = new HashMap<>();

    private ConfiguredStorages() {}

    /** Those of a cluster without ids. */
    static ConfiguredStorages none() {
        return new ConfiguredStorages();
    }

    /**
     * Looks up the host names.
     *
     * @param entries of a file that is accepted
     * @throws IOException naming the storage, if a name is unknown, or turns out to be the address of another storage, or one
     *     that C takes for none
     */
    public static ConfiguredStorages of(List<StorageId> entries) throws IOException {
        ConfiguredStorages storages = new ConfiguredStorages();
        for (StorageId entry : entries) {
            try {
                storages.add(new ConfiguredStorage(
                        entry.id(), entry.group(), addresses(entry.hosts()), entry.port(), entry.mode()));
            } catch (UnknownHostException e) {
                throw new IOException("storage id " + entry.id() + ": cannot look up " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new IOException("storage id " + entry.id() + ": " + e.getMessage(), e);
            }
        }
        return storages;
    }

    private static StorageAddresses addresses(List<String> hosts) throws UnknownHostException {
        List<String> found = new ArrayList<>();
        for (String host : hosts) {
            String address = IpText.of(InetAddress.getByName(host));
            if (IpText.reach(address) == IpText.Reach.UNKNOWN) {
                throw new IllegalArgumentException(
                        "address " + address + " has less than 8 characters; storages of C take no such address");
            }
            found.add(address);
        }
        return found.size() == 2 ? StorageAddresses.of(found.getFirst(), found.getLast()) : new StorageAddresses(found);
    }

    private void add(ConfiguredStorage storage) {
        if (byId.putIfAbsent(storage.id(), storage) != null) {
            throw new IllegalArgumentException("is there already");
        }
        for (String address : storage.addresses().all()) {
            String host = IpText.withPort(address, storage.port());
            ConfiguredStorage other = byHost.putIfAbsent(host, storage);
            if (other != null) {
                throw new IllegalArgumentException("storage " + other.id() + " is at " + host + " already");
            }
        }
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean hasIpv6() {
        return byId.values().stream().anyMatch(storage -> storage.addresses().hasIpv6());
    }

    @Nullable
    ConfiguredStorage byId(String id) {
        return byId.get(id);
    }

    /** The storage at this address and port, of whatever group. */
    @Nullable
    ConfiguredStorage byHost(String address, int port) {
        return byHost.get(IpText.withPort(address, port));
    }

    /** All lines as trackers send them, in the order of the ids. */
    List<String> lines() {
        return byId.values().stream().map(ConfiguredStorage::line).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfiguredStorages storages && storages.byId.equals(byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
