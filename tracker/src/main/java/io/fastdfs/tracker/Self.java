package io.fastdfs.tracker;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.Connection;
import java.time.Clock;
import java.util.function.IntSupplier;

/** What this tracker says of itself. A tracker alone is its own leader. */
final class Self {
    /** Trackers compare their times in steps, so that small differences decide nothing. */
    private static final int STEP_SECONDS = 300;
    /** The release of C whose protocol this is. */
    private static final String VERSION = "6.16.1";

    private final Clock clock;
    private final long startSeconds;
    private final long downSeconds;
    private final int maxConnections;
    private final IntSupplier port;
    private final IntSupplier connections;

    /**
     * Starts the clock.
     *
     * @param downSeconds for how long it had been down before
     * @param port where it listens
     * @param connections those that are open now
     */
    Self(Clock clock, long downSeconds, int maxConnections, IntSupplier port, IntSupplier connections) {
        this.clock = clock;
        this.startSeconds = clock.instant().getEpochSecond();
        this.downSeconds = downSeconds;
        this.maxConnections = maxConnections;
        this.port = port;
        this.connections = connections;
    }

    /** At the address by which the peer has reached it. */
    Endpoint endpoint(Connection peer) {
        return new Endpoint(IpText.of(peer.localAddress()), port.getAsInt());
    }

    Leader leader(Connection peer) {
        Endpoint self = endpoint(peer);
        return new Leader(Command.SERVER_GET_LEADER, IpText.withPort(self.address(), self.port()));
    }

    TrackerStats.Tracker stat(Connection peer) {
        int current = connections.getAsInt();
        return new TrackerStats.Tracker(
                leader(peer).address(),
                true,
                true,
                new Connections(current, current, maxConnections),
                VERSION,
                startSeconds,
                0);
    }

    long startSeconds() {
        return startSeconds;
    }

    TrackerStatus status() {
        return new TrackerStatus(true, inSteps(clock.instant().getEpochSecond() - startSeconds), inSteps(downSeconds));
    }

    private static long inSteps(long seconds) {
        return seconds - seconds % STEP_SECONDS;
    }
}
