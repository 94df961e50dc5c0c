package io.fastdfs.cli;

import io.fastdfs.conf.BindAddresses;
import io.fastdfs.conf.Key;
import io.fastdfs.conf.KeyList;
import io.fastdfs.conf.LogKeys;
import io.fastdfs.conf.LogLevel;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.Space;
import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.TrackerKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.server.process.Daemon;
import io.fastdfs.server.process.Program;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What makes {@link DaemonCommand} that of a tracker or of a storage.
 *
 * @param description for the usage
 * @param keys of its conf file; the four behind are some of them
 */
record DaemonKind(
        Program program,
        String description,
        KeyList keys,
        Key<Optional<Path>> basePath,
        Key<Optional<String>> runByUser,
        Key<LogLevel> logLevel,
        LogKeys errorLog,
        Server server) {
    static final DaemonKind TRACKER = new DaemonKind(
            Program.TRACKERD,
            "Run a tracker, as fdfs_trackerd.",
            TrackerKeys.KEYS,
            TrackerKeys.BASE_PATH,
            TrackerKeys.RUN_BY_USER,
            TrackerKeys.LOG_LEVEL,
            TrackerKeys.ERROR_LOG,
            DaemonKind::startTracker);
    static final DaemonKind STORAGE = new DaemonKind(
            Program.STORAGED,
            "Run a storage, as fdfs_storaged.",
            StorageKeys.KEYS,
            StorageKeys.BASE_PATH,
            StorageKeys.RUN_BY_USER,
            StorageKeys.LOG_LEVEL,
            StorageKeys.ERROR_LOG,
            DaemonKind::startStorage);

    /** Makes the server of a conf file without errors, and lets it listen. */
    interface Server {
        Daemon.Service start(Values values) throws IOException;
    }

    private static Daemon.Service startTracker(Values values) throws IOException {
        TrackerServer server = new TrackerServer(trackerConfig(values), Clock.systemUTC());
        server.start();
        return server::close;
    }

    private static Daemon.Service startStorage(Values values) throws IOException {
        StorageServer server = new StorageServer(storageConfig(values));
        server.start();
        return server::close;
    }

    private static TrackerConfig trackerConfig(Values values) throws IOException {
        ReservedSpace reserved = switch (values.get(TrackerKeys.RESERVED_STORAGE_SPACE)) {
            case Space.Absolute(long bytes) -> new ReservedSpace.Megabytes(bytes >> 20);
            case Space.Share(double ratio) -> new ReservedSpace.Ratio(ratio);
        };
        Policy policy = new Policy(
                switch (values.get(TrackerKeys.STORE_LOOKUP)) {
                    case 1 -> Policy.StoreLookup.FIXED_GROUP;
                    case 2 -> Policy.StoreLookup.MOST_FREE;
                    default -> Policy.StoreLookup.ROUND_ROBIN;
                },
                values.get(TrackerKeys.STORE_GROUP).orElse(""),
                switch (values.get(TrackerKeys.STORE_SERVER)) {
                    case 1 -> Policy.StoreServer.FIRST_ID;
                    case 2 -> Policy.StoreServer.PRIORITY;
                    default -> Policy.StoreServer.ROUND_ROBIN;
                },
                values.get(TrackerKeys.STORE_PATH) == 0 ? Policy.StorePath.ROUND_ROBIN : Policy.StorePath.MOST_FREE,
                values.get(TrackerKeys.DOWNLOAD_SERVER) == 0
                        ? Policy.DownloadServer.ROUND_ROBIN
                        : Policy.DownloadServer.SOURCE_FIRST,
                reserved,
                values.get(TrackerKeys.STORAGE_SYNC_FILE_MAX_DELAY),
                values.get(TrackerKeys.STORAGE_SYNC_FILE_MAX_TIME));
        return new TrackerConfig(
                bind(values.get(TrackerKeys.BIND_ADDR), values.get(TrackerKeys.PORT)),
                values.get(TrackerKeys.MAX_CONNECTIONS),
                values.get(TrackerKeys.NETWORK_TIMEOUT),
                values.get(TrackerKeys.CHECK_ACTIVE_INTERVAL),
                values.get(TrackerKeys.GROUP_STAT_LAYOUT),
                policy,
                identities(values));
    }

    private static Identities identities(Values values) throws IOException {
        if (!values.get(TrackerKeys.USE_STORAGE_ID)) {
            return Identities.byAddress();
        }
        Path file = values.get(TrackerKeys.STORAGE_IDS_FILENAME)
                .orElseThrow(() -> new IOException("storage_ids_filename is missing"));
        StorageIdsFile ids = StorageIdsFile.read(values.file().resolve(file.toString()));
        return new Identities(
                ConfiguredStorages.of(ids.accepted(DaemonCommand::tell).entries()),
                values.get(TrackerKeys.ID_TYPE_IN_FILENAME),
                values.get(TrackerKeys.TRUST_STORAGE_SERVER_ID));
    }

    private static StorageConfig storageConfig(Values values) throws IOException {
        Path basePath = values.get(StorageKeys.BASE_PATH).orElseThrow();
        // Trackers are told this address.
        BindAddresses addresses = values.get(StorageKeys.BIND_ADDR)
                .orElseThrow(() -> new IOException("bind_addr is missing: a storage needs one address of its own"));
        List<InetSocketAddress> trackers = new ArrayList<>();
        for (ServerAddress tracker : values.get(StorageKeys.TRACKER_SERVER)) {
            trackers.add(tracker.resolve().getFirst());
        }
        SortedMap<Integer, Path> paths = values.get(StorageKeys.STORE_PATH);
        Set<Integer> readonly = new HashSet<>();
        values.get(StorageKeys.STORE_PATH_READONLY).forEach((path, yes) -> {
            if (yes) {
                readonly.add(path);
            }
        });
        return new StorageConfig(
                values.get(StorageKeys.GROUP_NAME).orElseThrow(() -> new IOException("group_name is missing")),
                bind(Optional.of(addresses), values.get(StorageKeys.PORT)),
                basePath,
                IntStream.range(0, values.get(StorageKeys.STORE_PATH_COUNT))
                        .mapToObj(path -> paths.getOrDefault(path, basePath))
                        .toList(),
                trackers,
                values.get(StorageKeys.SUBDIR_COUNT_PER_PATH),
                values.get(StorageKeys.FILE_DISTRIBUTE_ROTATE_COUNT),
                values.get(StorageKeys.MAX_CONNECTIONS),
                values.get(StorageKeys.NETWORK_TIMEOUT),
                values.get(StorageKeys.HEART_BEAT_INTERVAL),
                values.get(StorageKeys.STAT_REPORT_INTERVAL),
                values.get(StorageKeys.SYNC_STAT_FILE_INTERVAL),
                readonly,
                values.get(StorageKeys.DISK_READER_THREADS),
                values.get(StorageKeys.DISK_WRITER_THREADS));
    }

    private static InetSocketAddress bind(Optional<BindAddresses> addresses, int port) {
        return addresses
                .flatMap(both -> both.ipv4().or(both::ipv6))
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }
}
