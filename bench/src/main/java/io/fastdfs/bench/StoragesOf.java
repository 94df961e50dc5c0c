package io.fastdfs.bench;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageStat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The storages that a tracker knows. */
final class StoragesOf {
    private StoragesOf() {}

    static List<InetSocketAddress> tracker(InetSocketAddress tracker) throws IOException {
        List<InetSocketAddress> storages = new ArrayList<>();
        try (FastdfsClient client = FastdfsClient.builder()
                .tracker(Destination.hostAndPort(tracker))
                .build()) {
            for (GroupStat group : client.groups()) {
                for (StorageStat storage : client.storages(group.group())) {
                    storages.add(new InetSocketAddress(InetAddress.getByName(storage.address()), (int) storage.port()));
                }
            }
        }
        return storages;
    }
}
