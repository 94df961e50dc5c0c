package io.fastdfs.storage.report;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.disk.NameSource;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.state.InitFlag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What this storage says of itself.
 *
 * @param serverId the storage id that an operator has given it; empty: trackers say it
 * @param dialer connects to trackers
 * @param nameSource what new names say of where they come from; a tracker has to tell
 * @param advertised where it serves, for others
 * @param connections open now
 */
public record Identity(
        String group,
        String serverId,
        Dialer dialer,
        NameSource nameSource,
        Advertised advertised,
        StorePaths paths,
        int subdirCount,
        int uploadPriority,
        List<InetSocketAddress> trackers,
        long upSeconds,
        Counters done,
        IntSupplier connections) {
    /** The release of the C system whose protocol this is. */
    private static final String VERSION = "6.16.1";

    /** @param status of this storage at the leading tracker, or what stands for it as long as none has told */
    StorageJoin join(InetSocketAddress tracker, InitFlag state, int status, String storageId) throws IOException {
        List<String> list = new ArrayList<>();
        trackers.forEach(one -> list.add(one.getAddress().getHostAddress() + ":" + one.getPort()));
        return new StorageJoin(
                group,
                port(),
                paths.all().size(),
                subdirCount,
                uploadPriority,
                state.joinSeconds(),
                upSeconds,
                VERSION,
                !state.isSettled(),
                status,
                storageId,
                tracker.getAddress().getHostAddress(),
                list);
    }

    /** As others see it. */
    public int port() {
        return advertised.port();
    }

    /** The first of {@link #addressesAt}. */
    public InetAddress addressAt(OutgoingConnection tracker, boolean byId) throws IOException {
        return addressesAt(tracker, byId).getFirst();
    }

    /**
     * The addresses by which the tracker knows this storage, or will know it when it joins over this connection; at least one.
     *
     * @param byId the tracker goes by {@code server_id}, and looks into {@code storage_ids.conf} for the address
     * @throws IOException also if it is one of C, which goes by what it sees, and that is not the advertised address
     */
    List<InetAddress> addressesAt(OutgoingConnection tracker, boolean byId) throws IOException {
        Optional<Advertised.Told> told = advertised.tell(tracker);
        List<InetAddress> seen = seenBy(tracker);
        if (told.isEmpty()) {
            return seen;
        }
        InetAddress address = told.get().address();
        if (told.get().taken() || byId || seen.contains(address)) {
            return List.of(address);
        }
        throw new IOException("it sees this storage at " + seen.getFirst().getHostAddress()
                + ", and does not take fdfs_advertised_address = " + address.getHostAddress()
                + ", as a tracker of C: give this storage a server_id, and the trackers storage_ids.conf");
    }

    private List<InetAddress> seenBy(OutgoingConnection tracker) throws IOException {
        try {
            String all = tracker.ask(new GetMyIp(group, port())).restText();
            return Arrays.stream(all.split(",", -1))
                    .map(text -> InetAddress.ofLiteral(text.strip()))
                    .toList();
        } catch (FdfsException | IllegalArgumentException _) {
            // A tracker of another release: what it sees is mostly the address of this end.
            return List.of(tracker.localAddress());
        }
    }

    List<DiskUsage.Space> space() {
        return paths.all().stream()
                .map(path -> new DiskUsage.Space(
                        path.space().totalMegabytes(), path.space().freeMegabytes()))
                .toList();
    }

    StorageCounters counters() {
        int now = connections.getAsInt();
        return new StorageCounters(new int[] {now, now, now}, done.snapshot().values());
    }
}
