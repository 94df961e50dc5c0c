package io.fastdfs.cli;

import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.Key;
import io.fastdfs.conf.KeyList;
import io.fastdfs.conf.LogKeys;
import io.fastdfs.conf.LogLevel;
import io.fastdfs.conf.LogSettings;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.TrackerKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.server.process.Daemon;
import io.fastdfs.server.process.Program;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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
        TrackerServer server = new TrackerServer(TrackerConfig.of(values), Clock.systemUTC());
        server.start();
        return server::close;
    }

    private static Daemon.Service startStorage(Values values) throws IOException {
        StorageServer server = new StorageServer(StorageConfig.of(values));
        server.start();
        return server::close;
    }
}
