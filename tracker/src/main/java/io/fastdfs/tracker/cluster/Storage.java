package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.identity.Identity;
import io.fastdfs.tracker.identity.StorageAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One storage of a group. Guarded by the lock of {@link Cluster}; its status is set by its {@link Group} alone. */
final class Storage {
    private static final int MAX_ID_IN_NAME = (1 << 24) - 1;

    private String id = "";
    private StorageAddresses addresses;
    private ReadWriteMode readWriteMode;
    /** The one of its addresses from which it joined last. */
    private String currentAddress;
    /** How a filename names it as the one that made the file. */
    private int[] sources = new int[0];

    private List<Endpoint> endpoints = List.of();

    private StorageStatus status = StorageStatus.INIT;
    int port;
    int storePathCount;
    int subdirCount;
    long uploadPriority;
    long joinSeconds;
    /** Unix seconds; 0 after it has gone. */
    long upSeconds;

    String version = "";
    long lastBeatSeconds;
    StorageCounters counters = StorageCounters.none();
    long totalMegabytes;
    long freeMegabytes;
    /** Of each store path; empty until it reports. */
    List<DiskUsage.Space> space = List.of();

    int currentWritePath;
    /** Who fills it, or has filled it; empty: nobody. */
    String sourceId = "";

    long untilSeconds;
    /** Unix seconds up to which it has the changes of each other member, by their own clocks. */
    final Map<String, Long> syncedUntil = new HashMap<>();

    /** C's summary of them. */
    long lastSyncedSeconds;
    /** The group's change number that it has been told; -1: none yet. */
    long toldChange = -1;
    /** Bytes of the change log that it has been told. */
    long toldLogBytes;
    /** The newest connection over which it joined; null after that one has closed. */
    @Nullable
    Member session;

    Storage(Identity who) {
        addresses = who.addresses();
        readWriteMode = who.readWriteMode();
        currentAddress = addresses.first();
        become(who);
    }

    String id() {
        return id;
    }

    StorageAddresses addresses() {
        return addresses;
    }

    ReadWriteMode readWriteMode() {
        return readWriteMode;
    }

    String currentAddress() {
        return currentAddress;
    }

    StorageStatus status() {
        return status;
    }

    /** Only for {@link Group}, which keeps its lists in step. */
    void setStatus(StorageStatus to) {
        status = to;
    }

    /** It has another id or addresses now; everything else stays. */
    void become(Identity who) {
        id = who.id();
        addresses = who.addresses();
        readWriteMode = who.readWriteMode();
        if (!addresses.contains(currentAddress)) {
            currentAddress = addresses.first();
        }
        sources = sources();
        endpoints = endpoints();
    }

    /** Takes what it says of itself when it joins. */
    void describe(StorageJoin join) {
        port = join.port();
        storePathCount = join.storePathCount();
        subdirCount = join.subdirCountPerPath();
        uploadPriority = join.uploadPriority();
        joinSeconds = join.joinSeconds();
        version = join.version();
        endpoints = endpoints();
    }

    void setPort(int to) {
        port = to;
        endpoints = endpoints();
    }

    void connectedFrom(String address) {
        if (addresses.contains(address)) {
            currentAddress = address;
        }
    }

    private List<Endpoint> endpoints() {
        return addresses.all().stream()
                .map(address -> new Endpoint(address, port))
                .toList();
    }

    private int[] sources() {
        List<Integer> names = new ArrayList<>();
        if (id.matches("[1-9]\\d{0,7}") && Integer.parseInt(id) <= MAX_ID_IN_NAME) {
            names.add(FileName.sourceOfStorageId(Integer.parseInt(id)));
        }
        for (String address : addresses.all()) {
            IpText.parse(address)
                    .map(InetAddress::getAddress)
                    .filter(bytes -> bytes.length == Integer.BYTES)
                    .ifPresent(bytes -> names.add(ByteBuffer.wrap(bytes).getInt()));
        }
        return names.stream().mapToInt(Integer::intValue).toArray();
    }

    /** True if the name says that this storage made the file. */
    boolean isSource(FileName name) {
        for (int source : sources) {
            if (source == name.source()) {
                return true;
            }
        }
        return false;
    }

    /** Where a peer at this address reaches it. Every query asks, so nothing is made for the answer. */
    Endpoint endpointFor(InetAddress peer) {
        return endpoints.size() == 1 ? endpoints.getFirst() : endpoints.get(addresses.indexForPeer(IpText.of(peer)));
    }

    StorageBrief briefFor(String peerAddress) {
        return new StorageBrief(status.code, port, id, addresses.forPeer(peerAddress));
    }

    /** As one that speaks for itself names it. */
    StorageBrief brief() {
        return new StorageBrief(status.code, port, id, addresses.first());
    }

    boolean isActive() {
        return status == StorageStatus.ACTIVE;
    }

    boolean isTombstone() {
        return StatusRules.isTombstone(status);
    }

    void spaceReported(List<DiskUsage.Space> reported) {
        space = reported;
        totalMegabytes =
                reported.stream().mapToLong(DiskUsage.Space::totalMegabytes).sum();
        freeMegabytes =
                reported.stream().mapToLong(DiskUsage.Space::freeMegabytes).sum();
    }

    /** It has left for good: only its name is kept, so that others hear of it. */
    void forget() {
        counters = StorageCounters.none();
        spaceReported(List.of());
        storePathCount = 0;
        subdirCount = 0;
        uploadPriority = 0;
        currentWritePath = 0;
        sourceId = "";
        untilSeconds = 0;
        syncedUntil.clear();
        lastSyncedSeconds = 0;
        toldLogBytes = 0;
    }
}
