package io.fastdfs.storage;

import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.Values;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a {@code storage.conf} says, as a {@link StorageConfig}. */
public final class StorageConfFile {
    private StorageConfFile() {}

    /**
     * Takes over every value, and looks up the trackers.
     *
     * @param conf of a file that is accepted
     * @throws IOException with a message for the operator if a tracker is unknown, bind_addr is missing, or this user
     *     must not start it
     */
    public static StorageConfig config(Values conf) throws IOException {
        DaemonSettings daemon = DaemonSettings.ofStorage(conf);
        if (daemon.bind().getAddress().isAnyLocalAddress()) {
            throw new IOException(
                    "bind_addr is missing: a storage needs one address of its own, of which trackers are told");
        }
        return new StorageConfig(
                conf.get(StorageKeys.GROUP_NAME).orElseThrow(),
                daemon.bind(),
                daemon.basePath(),
                storePaths(conf, daemon.basePath()),
                trackers(conf.get(StorageKeys.TRACKER_SERVER)),
                conf.get(StorageKeys.SUBDIR_COUNT_PER_PATH),
                conf.get(StorageKeys.FILE_DISTRIBUTE_ROTATE_COUNT),
                conf.get(StorageKeys.MAX_CONNECTIONS),
                conf.get(StorageKeys.NETWORK_TIMEOUT),
                conf.get(StorageKeys.HEART_BEAT_INTERVAL),
                conf.get(StorageKeys.STAT_REPORT_INTERVAL),
                conf.get(StorageKeys.SYNC_STAT_FILE_INTERVAL),
                readonly(conf.get(StorageKeys.STORE_PATH_READONLY)),
                conf.get(StorageKeys.DISK_READER_THREADS),
                conf.get(StorageKeys.DISK_WRITER_THREADS));
    }

    /** The first one may be left out: then files lie in the base path. */
    private static List<Path> storePaths(Values conf, Path basePath) {
        SortedMap<Integer, Path> named = conf.get(StorageKeys.STORE_PATH);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < conf.get(StorageKeys.STORE_PATH_COUNT); i++) {
            paths.add(named.getOrDefault(i, basePath));
        }
        return paths;
    }

    private static Set<Integer> readonly(SortedMap<Integer, Boolean> paths) {
        return paths.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Each once, by its first address. */
    private static List<InetSocketAddress> trackers(List<ServerAddress> servers) throws IOException {
        List<InetSocketAddress> found = new ArrayList<>();
        for (ServerAddress server : servers) {
            try {
                InetSocketAddress first = server.resolve().getFirst();
                if (!found.contains(first)) {
                    found.add(first);
                }
            } catch (UnknownHostException e) {
                throw new IOException("tracker_server = " + server + ": cannot look up " + e.getMessage(), e);
            }
        }
        return found;
    }
}
