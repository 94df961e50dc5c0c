package io.fastdfs.cli.doctor;

import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All clocks show the same time. Servers of this project tell it; of a tracker of C the heartbeats are judged, which it notes
 * by its own clock.
 */
final class Clocks implements Check {
    private static final Duration ALLOWED = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "the clocks agree";
    }

    @Override
    public List<Finding> look(Facts facts) {
        List<Finding> found = new ArrayList<>();
        List<Facts.Server> wrong =
                facts.servers().filter(Clocks::differsFromHere).toList();
        long told = facts.servers().filter(server -> server.clock().isPresent()).count();
        if (!wrong.isEmpty()
                && wrong.size() == told
                && told > 1
                && spread(wrong).compareTo(ALLOWED) <= 0) {
            found.add(Finding.problem(
                    "this machine",
                    "its clock is " + inWords(ahead(wrong.getFirst()).negated()) + " those of all servers",
                    "Set the clock of this machine, with NTP."));
            return found;
        }
        for (Facts.Server server : wrong) {
            found.add(Finding.problem(
                    server.name(),
                    "its clock is " + inWords(ahead(server)) + " the one of this machine",
                    "Set the clock, with NTP on every server: it is in file names, and decides which storages serve new"
                            + " files."));
        }
        facts.trackers().stream()
                .filter(tracker -> tracker.clock().isEmpty())
                .forEach(tracker -> fromTheFuture(tracker).ifPresent(found::add));
        return found;
    }

    private static boolean differsFromHere(Facts.Server server) {
        return server.clock()
                .filter(clock -> clock.ahead().abs().minus(clock.uncertainty()).compareTo(ALLOWED) > 0)
                .isPresent();
    }

    private static Duration ahead(Facts.Server server) {
        return server.clock().map(Facts.Clock::ahead).orElse(Duration.ZERO);
    }

    private static Duration spread(List<Facts.Server> servers) {
        List<Duration> sorted = servers.stream().map(Clocks::ahead).sorted().toList();
        return sorted.getLast().minus(sorted.getFirst());
    }

    private static String inWords(Duration ahead) {
        return ahead.abs().toMillis() / 1000.0 + " s " + (ahead.isNegative() ? "behind" : "ahead of");
    }

    private static Optional<Finding> fromTheFuture(Facts.Tracker tracker) {
        return tracker.view().flatMap(view -> {
            Optional<Instant> newest = view.storages().values().stream()
                    .flatMap(List::stream)
                    .map(StorageStat::counters)
                    .map(counters -> Instant.ofEpochSecond(counters.value(Field.LAST_HEART_BEAT_TIME)))
                    .max(Comparator.naturalOrder());
            return newest.map(beat -> Duration.between(view.at(), beat))
                    .filter(ahead -> ahead.compareTo(ALLOWED) > 0)
                    .map(ahead -> Finding.problem(
                            tracker.name(),
                            "notes heartbeats " + ahead.toSeconds() + " s ahead of the clock of this machine",
                            "Set both clocks, with NTP."));
        });
    }
}
