package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.JoinLeader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The trackers that follow this one while it leads: each joins once over its connection, then pings each second. */
public final class Followers {
    /** As C, which shows a follower as active for so long after a ping. */
    private static final Duration ACTIVE = Duration.ofSeconds(3);

    private final Map<TrackerAddress, Follower> byAddress = new ConcurrentHashMap<>();
    private final Clock clock;

    /** What one has told, and when. */
    public record Follower(JoinLeader joined, Connections connections, long pingMillis) {}

    public Followers(Clock clock) {
        this.clock = clock;
    }

    public void joined(TrackerAddress tracker, JoinLeader joined) {
        byAddress.put(tracker, new Follower(joined, new Connections(0, 0, 0), clock.millis()));
    }

    public void pinged(TrackerAddress tracker, Connections connections) {
        byAddress.computeIfPresent(
                tracker, (_, follower) -> new Follower(follower.joined, connections, clock.millis()));
    }

    public Optional<Follower> find(TrackerAddress tracker) {
        return Optional.ofNullable(byAddress.get(tracker));
    }

    public boolean isActive(Follower follower) {
        return clock.millis() - follower.pingMillis <= ACTIVE.toMillis();
    }

    /** Those that have pinged a moment ago. */
    Set<TrackerAddress> active() {
        return byAddress.entrySet().stream()
                .filter(entry -> isActive(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
