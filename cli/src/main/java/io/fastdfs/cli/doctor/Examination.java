package io.fastdfs.cli.doctor;

import io.fastdfs.client.ClusterAdmin;
import io.fastdfs.protocol.ServerReport;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStats;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks every server of a cluster, all at the same time, as each that is down takes a whole time-out. */
final class Examination {
    private final ClusterAdmin admin;
    private final InstantSource clock;

    Examination(ClusterAdmin admin, InstantSource clock) {
        this.admin = admin;
        this.clock = clock;
    }

    Facts run() throws IOException, InterruptedException {
        List<Facts.Tracker> trackers = each(admin.trackers(), this::tracker);
        Facts known = new Facts(trackers, List.of());
        List<Facts.Storage> storages = new ArrayList<>();
        if (known.view().isPresent()) {
            List<Facts.Storage> listed = new ArrayList<>();
            known.view()
                    .get()
                    .storages()
                    .forEach((group, stats) -> stats.forEach(stat -> listed.add(new Facts.Storage(
                            group,
                            stat,
                            addresses(known, group, stat),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))));
            storages = each(listed, this::storage);
        }
        return new Facts(trackers, storages);
    }

    private static <T, R> List<R> each(List<T> all, Function<T, R> question) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> answers = new ArrayList<>();
            for (T one : all) {
                answers.add(threads.submit(() -> question.apply(one)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> answer : answers) {
                results.add(answer.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question that handles its failures has failed", e.getCause());
        }
    }

    private Facts.Tracker tracker(Endpoint address) {
        try {
            admin.test(address);
            Facts.View view = view(address);
            return new Facts.Tracker(
                    address, "", Optional.of(view), reported(address).map(Reported::clock));
        } catch (IOException e) {
            return new Facts.Tracker(address, String.valueOf(e.getMessage()), Optional.empty(), Optional.empty());
        }
    }

    private Facts.View view(Endpoint tracker) throws IOException {
        Map<String, List<StorageStat>> storages = new LinkedHashMap<>();
        List<GroupStat> groups = admin.groups(tracker);
        for (GroupStat group : groups) {
            storages.put(group.group(), admin.storages(tracker, group.group()));
        }
        return new Facts.View(
                ask(() -> admin.leader(tracker)),
                ask(() -> admin.trackerStats(tracker))
                        .map(TrackerStats::trackers)
                        .orElse(List.of()),
                admin.parameters(tracker),
                ask(() -> admin.storageIds(tracker)).orElse(List.of()),
                groups,
                storages,
                clock.instant());
    }

    /** Something that a server may refuse to say. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> Optional<T> ask(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Map<Endpoint, String> addresses(Facts known, String group, StorageStat stat) {
        Map<Endpoint, String> addresses = new LinkedHashMap<>();
        addresses.put(new Endpoint(stat.address(), (int) stat.port()), "");
        known.views()
                .forEach(view -> view.storage(group, stat.id())
                        .ifPresent(other -> addresses.put(new Endpoint(other.address(), (int) other.port()), "")));
        return addresses;
    }

    private Facts.Storage storage(Facts.Storage listed) {
        if (!listed.isMember()) {
            return listed;
        }
        Map<Endpoint, String> reached = new LinkedHashMap<>();
        listed.reached().keySet().forEach(address -> reached.put(address, test(address)));
        Optional<Endpoint> way = reached.entrySet().stream()
                .filter(address -> address.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
        Optional<Reported> reported = way.flatMap(this::reported);
        Optional<List<ReplicationProgress.Peer>> replication = listed.stat().status() == StorageStatus.ACTIVE
                ? way.flatMap(address -> ask(() -> admin.replication(address)))
                : Optional.empty();
        return new Facts.Storage(
                listed.group(),
                listed.stat(),
                reached,
                replication,
                reported.map(Reported::report),
                reported.map(Reported::clock));
    }

    private String test(Endpoint server) {
        try {
            admin.test(server);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private record Reported(ServerReport report, Facts.Clock clock) {}

    /** The clock was read at some time while the question was under way, so the middle is wrong by half of it at most. */
    private Optional<Reported> reported(Endpoint server) {
        long before = clock.millis();
        return ask(() -> admin.report(server)).map(report -> {
            long after = clock.millis();
            Duration ahead = Duration.ofMillis(report.clockMillis() - (before + after) / 2);
            return new Reported(report, new Facts.Clock(ahead, Duration.ofMillis((after - before) / 2 + 1)));
        });
    }
}
