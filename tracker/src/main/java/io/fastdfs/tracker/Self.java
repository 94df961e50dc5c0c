package io.fastdfs.tracker;

import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.JoinLeader;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.tracker.leader.Leadership;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** What this tracker says of itself. */
final class Self {
    /** Trackers compare their times in steps, so that small differences decide nothing. */
    private static final int STEP_SECONDS = 300;
    /** The release of C whose protocol this is. */
    static final String VERSION = "6.16.1";

    private final Clock clock;
    private final long startSeconds;
    private final long downSeconds;
    private final int maxConnections;
    private final IntSupplier port;
    private final IntSupplier connections;
    private final Leadership leadership;

    /**
     * Starts the clock.
     *
     * @param downSeconds for how long it had been down before
     * @param port where it listens
     * @param connections those that are open now
     */
    Self(
            Clock clock,
            long downSeconds,
            int maxConnections,
            IntSupplier port,
            IntSupplier connections,
            Leadership leadership) {
        this.clock = clock;
        this.startSeconds = clock.instant().getEpochSecond();
        this.downSeconds = downSeconds;
        this.maxConnections = maxConnections;
        this.port = port;
        this.connections = connections;
        this.leadership = leadership;
    }

    int port() {
        return port.getAsInt();
    }

    long startSeconds() {
        return startSeconds;
    }

    Connections connections() {
        int current = connections.getAsInt();
        return new Connections(current, current, maxConnections);
    }

    /** What it says of its machine. */
    ServerReport report() {
        return new ServerReport(clock.millis(), startSeconds, List.of(), Map.of());
    }

    /** As it joins the leader. */
    JoinLeader introduction() {
        return new JoinLeader(startSeconds, VERSION, port());
    }

    TrackerStatus status() {
        return new TrackerStatus(
                leadership.isSelf(), inSteps(clock.instant().getEpochSecond() - startSeconds), inSteps(downSeconds));
    }

    private static long inSteps(long seconds) {
        return seconds - seconds % STEP_SECONDS;
    }
}
