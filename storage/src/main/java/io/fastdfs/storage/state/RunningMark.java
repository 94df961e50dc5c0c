package io.fastdfs.storage.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code data/.fdfs_running}: there while a storage runs, so that one which finds it knows that the last one was killed. C
 * knows nothing of it; what C leaves behind when it is killed is its pid file.
 */
public final class RunningMark {
    private final Path path;
    private final boolean killed;

    private RunningMark(Path path, boolean killed) {
        this.path = path;
        this.killed = killed;
    }

    /** Sets the mark. */
    public static RunningMark set(Path basePath) throws IOException {
        Path data = basePath.resolve("data");
        Path path = data.resolve(".fdfs_running");
        boolean killed = Files.exists(path) || Files.exists(data.resolve("fdfs_storaged.pid"));
        StateFile.replace(path, Map.of("pid", ProcessHandle.current().pid()));
        return new RunningMark(path, killed);
    }

    /** True if the last storage on this base path did not stop, but was killed. */
    public boolean wasKilled() {
        return killed;
    }

    /** All is written. */
    public void clear() throws IOException {
        Files.deleteIfExists(path);
    }
}
