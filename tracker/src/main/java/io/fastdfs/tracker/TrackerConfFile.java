package io.fastdfs.tracker;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.Finding;
import io.fastdfs.conf.Space;
import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.conf.TrackerKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a {@code tracker.conf} says, as a {@link TrackerConfig}. */
public final class TrackerConfFile {
    private static final long MB = 1024 * 1024;

    private TrackerConfFile() {}

    /**
     * Takes over every value, and reads {@code storage_ids.conf} if there are ids.
     *
     * @param conf of a file that is accepted
     * @param log takes what there is to say about {@code storage_ids.conf}
     * @throws IOException with a message for the operator if the ids cannot be used, or this user must not start it
     */
    public static TrackerConfig config(Values conf, Consumer<Finding> log) throws IOException {
        DaemonSettings daemon = DaemonSettings.ofTracker(conf);
        return new TrackerConfig(
                daemon.listen(),
                daemon.basePath(),
                conf.get(TrackerKeys.MAX_CONNECTIONS),
                conf.get(TrackerKeys.CONNECT_TIMEOUT),
                conf.get(TrackerKeys.NETWORK_TIMEOUT),
                conf.get(TrackerKeys.CHECK_ACTIVE_INTERVAL),
                conf.get(TrackerKeys.GROUP_STAT_LAYOUT),
                policy(conf),
                identities(conf, log).withWideAddresses(conf.get(TrackerKeys.RESPONSE_IP_ADDR_SIZE)),
                AllowedPeers.of(conf.get(TrackerKeys.ALLOW_HOSTS)),
                admins(conf.get(TrackerKeys.ADMIN_ALLOW_HOSTS)),
                new TrackerConfig.Advice(
                        conf.get(TrackerKeys.STORAGE_IP_CHANGED_AUTO_ADJUST),
                        conf.get(TrackerKeys.STORE_SLAVE_FILE_USE_LINK)));
    }

    private static Optional<AllowedPeers> admins(List<AllowedHost> hosts) {
        return hosts.isEmpty() ? Optional.empty() : Optional.of(AllowedPeers.of(hosts));
    }

    private static Policy policy(Values conf) {
        Policy.StoreLookup storeLookup = switch (conf.get(TrackerKeys.STORE_LOOKUP)) {
            case 0 -> Policy.StoreLookup.ROUND_ROBIN;
            case 1 -> Policy.StoreLookup.FIXED_GROUP;
            default -> Policy.StoreLookup.MOST_FREE;
        };
        return new Policy(
                storeLookup,
                storeLookup == Policy.StoreLookup.FIXED_GROUP
                        ? conf.get(TrackerKeys.STORE_GROUP).orElseThrow()
                        : "",
                switch (conf.get(TrackerKeys.STORE_SERVER)) {
                    case 0 -> Policy.StoreServer.ROUND_ROBIN;
                    case 1 -> Policy.StoreServer.FIRST_ID;
                    default -> Policy.StoreServer.PRIORITY;
                },
                conf.get(TrackerKeys.STORE_PATH) == 0 ? Policy.StorePath.ROUND_ROBIN : Policy.StorePath.MOST_FREE,
                conf.get(TrackerKeys.DOWNLOAD_SERVER) == 0
                        ? Policy.DownloadServer.ROUND_ROBIN
                        : Policy.DownloadServer.SOURCE_FIRST,
                reservedSpace(conf.get(TrackerKeys.RESERVED_STORAGE_SPACE)),
                conf.get(TrackerKeys.STORAGE_SYNC_FILE_MAX_DELAY),
                conf.get(TrackerKeys.STORAGE_SYNC_FILE_MAX_TIME),
                conf.get(TrackerKeys.USE_TRUNK_FILE));
    }

    private static ReservedSpace reservedSpace(Space space) {
        return switch (space) {
            case Space.Absolute(long bytes) -> new ReservedSpace.Megabytes(bytes / MB);
            case Space.Share(double ratio) -> new ReservedSpace.Ratio(ratio);
        };
    }

    private static Identities identities(Values conf, Consumer<Finding> log) throws IOException {
        if (!conf.get(TrackerKeys.USE_STORAGE_ID)) {
            return Identities.byAddress();
        }
        Path file = conf.file()
                .resolve(
                        conf.get(TrackerKeys.STORAGE_IDS_FILENAME).orElseThrow().toString());
        return new Identities(
                ConfiguredStorages.of(StorageIdsFile.read(file).accepted(log).entries()),
                conf.get(TrackerKeys.ID_TYPE_IN_FILENAME),
                conf.get(TrackerKeys.TRUST_STORAGE_SERVER_ID));
    }
}
