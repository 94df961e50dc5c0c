package io.fastdfs.storage.recovery;

import io.fastdfs.storage.disk.StorePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the files of replaced store paths back from other members, one path after the other, before this storage serves. If it
 * is stopped, the next start goes on.
 */
public final class DiskRecovery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DiskRecovery.class);

    private final List<PathRecovery> paths = new ArrayList<>();
    private final SourceConnections connections;
    private final boolean trustMarks;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /** What is done once the store paths are complete. */
    public interface Then {
        void run() throws IOException;
    }

    /**
     * Looks which store paths {@link ReplacedDisks} has found.
     *
     * @param filesAtOnce that are fetched at the same time
     * @param trustMarks false if the last process was killed, and with it perhaps the machine
     */
    public DiskRecovery(RecoveryParts parts, int filesAtOnce, boolean trustMarks) throws IOException {
        this.trustMarks = trustMarks;
        connections =
                new SourceConnections(parts.connections(), parts.identity().dialer(), parts.timeouts());
        Sources sources = new Sources(parts, connections);
        for (StorePath path : parts.shelf().paths().all()) {
            PathRecovery recovery = new PathRecovery(parts, sources, connections, path, filesAtOnce);
            if (recovery.isNeeded()) {
                paths.add(recovery);
            }
        }
    }

    public boolean isNeeded() {
        return !paths.isEmpty();
    }

    /** Recovers on a virtual thread, as the other members may have to start first; then does what comes after it. */
    public void start(Then then) {
        thread = Thread.ofVirtual().name("recovery").start(() -> run(then));
    }

    private void run(Then then) {
        try {
            for (PathRecovery path : paths) {
                path.run(trustMarks);
            }
            if (!connections.isStopped()) {
                then.run();
            }
        } catch (IOException | RuntimeException e) {
            log.error("this storage does not serve, as its store paths are not complete; mend it and start again", e);
        }
    }

    /** Stops, so that the next start can go on. */
    @Override
    public void close() {
        connections.stop();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
