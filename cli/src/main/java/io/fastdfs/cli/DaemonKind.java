package io.fastdfs.cli;

import io.fastdfs.conf.ConfException;
import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.Key;
import io.fastdfs.conf.KeyList;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.TrackerKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.server.log.AccessLog;
import io.fastdfs.server.log.AccessLogFile;
import io.fastdfs.server.process.Daemon;
import io.fastdfs.server.process.Program;
import io.fastdfs.storage.StorageConfFile;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfFile;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What makes {@link DaemonCommand} that of a tracker or of a storage.
 *
 * @param description for the usage
 * @param keys of its conf file
 * @param basePath the one that even stopping needs
 */
record DaemonKind(
        Program program,
        String description,
        KeyList keys,
        Key<Optional<Path>> basePath,
        Settings settings,
        Server server) {
    static final DaemonKind TRACKER = new DaemonKind(
            Program.TRACKERD,
            "Run a tracker, as fdfs_trackerd.",
            TrackerKeys.KEYS,
            TrackerKeys.BASE_PATH,
            DaemonSettings::ofTracker,
            DaemonKind::startTracker);
    static final DaemonKind STORAGE = new DaemonKind(
            Program.STORAGED,
            "Run a storage, as fdfs_storaged.",
            StorageKeys.KEYS,
            StorageKeys.BASE_PATH,
            DaemonSettings::ofStorage,
            DaemonKind::startStorage);

    /** Takes what both daemons know out of a conf file without errors. */
    interface Settings {
        /** @throws ConfException if another user must start it */
        DaemonSettings of(Values values) throws ConfException;
    }

    /** Makes the server of a conf file without errors, and lets it listen. */
    interface Server {
        Daemon.Service start(Values values) throws IOException;
    }

    /** A storage with its access log, which ends after it. */
    private record StorageService(StorageServer server, Optional<AccessLogFile> accessLog) implements Daemon.Service {
        @Override
        public void rotateLogs() {
            accessLog.ifPresent(AccessLogFile::rotate);
        }

        @Override
        public void close() throws IOException {
            server.close();
            accessLog.ifPresent(AccessLogFile::close);
        }
    }

    private static Daemon.Service startTracker(Values values) throws IOException {
        TrackerServer server =
                new TrackerServer(TrackerConfFile.config(values, DaemonCommand::tell), Clock.systemUTC());
        server.start();
        return server::close;
    }

    private static Daemon.Service startStorage(Values values) throws IOException {
        Optional<AccessLogFile> accessLog = StorageConfFile.accessLog(values);
        try {
            StorageServer server =
                    new StorageServer(StorageConfFile.config(values), accessLog.map(Function.<AccessLog>identity()));
            server.start();
            return new StorageService(server, accessLog);
        } catch (IOException e) {
            accessLog.ifPresent(AccessLogFile::close);
            throw e;
        }
    }
}
