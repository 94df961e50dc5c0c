package io.fastdfs.storage;

import io.fastdfs.protocol.ServerReport;
import io.fastdfs.storage.disk.Space;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What this storage says of its own machine: its clock, its disks, and what the members of a group should agree on. */
final class SelfReport {
    private final StorageConfig config;
    private final StorePaths paths;
    private final long startSeconds;
    private final Clock clock;

    SelfReport(StorageConfig config, StorePaths paths, long startSeconds, Clock clock) {
        this.config = config;
        this.paths = paths;
        this.startSeconds = startSeconds;
        this.clock = clock;
    }

    ServerReport now() {
        List<ServerReport.StorePath> all = paths.all().stream().map(this::of).toList();
        StorageConfig.Disks disks = config.disks();
        return new ServerReport(
                clock.millis(),
                startSeconds,
                all,
                Map.of(
                        "subdir_count_per_path", String.valueOf(disks.subdirCount()),
                        "file_distribute_path_mode", disks.byHash() ? "1" : "0",
                        "fsync_after_written_bytes", String.valueOf(disks.fsyncAfterWrittenBytes()),
                        "check_store_path_mark", String.valueOf(disks.checkMarks()),
                        "heart_beat_interval",
                                String.valueOf(config.intervals().heartBeat().toSeconds())));
    }

    private ServerReport.StorePath of(StorePath path) {
        Space space = path.space();
        return new ServerReport.StorePath(
                config.disks().paths().get(path.index()).toString(),
                device(path.data()),
                space.total(),
                space.free(),
                config.disks().readonly().contains(path.index()),
                isWritable(path.data()));
    }

    /** The number of the device, where the system has such numbers; empty: unknown. */
    private static String device(Path folder) {
        try {
            return String.valueOf(Files.getAttribute(folder, "unix:dev"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return "";
        }
    }

    /** A disk with errors is often still there, and read-only. */
    private static boolean isWritable(Path folder) {
        try {
            return Files.isWritable(folder) && !Files.getFileStore(folder).isReadOnly();
        } catch (IOException _) {
            return false;
        }
    }
}
