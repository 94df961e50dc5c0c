package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Groups and storages: state, space, counts. */
@Command(
        name = "monitor",
        description = "Show groups and storages.",
        footer = {"", "Examples:", "  fdfs monitor", "  fdfs monitor --json --tracker 192.168.1.5"})
final class MonitorCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (FastdfsClient client = cluster.connect()) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (GroupStat group : client.groups()) {
                List<StorageStat> storages = client.storages(group.group());
                if (json) {
                    all.add(facts(client, group, storages));
                } else {
                    print(out, client, group, storages);
                }
            }
            if (json) {
                out.println(Json.object(Map.of("groups", all)));
            }
            out.flush();
        }
        return 0;
    }

    private static void print(PrintWriter out, FastdfsClient client, GroupStat group, List<StorageStat> storages) {
        out.printf(
                "%s  %,d of %,d MB free, %d of %d storages active, %d store paths%n",
                group.group(),
                group.freeMegabytes(),
                group.totalMegabytes(),
                group.readableCount(),
                group.storageCount(),
                group.storePathCount());
        out.printf(
                "  %-22s %-10s %14s %10s %10s %10s%n",
                "storage", "state", "free MB", "uploads", "downloads", "deletes");
        for (StorageStat storage : storages) {
            out.printf(
                    "  %-22s %-10s %,14d %,10d %,10d %,10d%n",
                    storage.address() + ":" + storage.port(),
                    storage.status(),
                    storage.freeMegabytes(),
                    storage.counters().value(Field.SUCCESS_UPLOAD_COUNT),
                    storage.counters().value(Field.SUCCESS_DOWNLOAD_COUNT),
                    storage.counters().value(Field.SUCCESS_DELETE_COUNT));
            replication(client, storage).ifPresent(report -> report.print(out, "    "));
        }
    }

    /** Empty for a storage that cannot be reached, or is one of C, which does not tell. */
    private static Optional<ReplicationReport> replication(FastdfsClient client, StorageStat storage) {
        if (storage.status() != StorageStatus.ACTIVE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ReplicationReport(client.replication(storage)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> facts(FastdfsClient client, GroupStat group, List<StorageStat> storages) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("group", group.group());
        facts.put("totalMegabytes", group.totalMegabytes());
        facts.put("freeMegabytes", group.freeMegabytes());
        facts.put("active", group.readableCount());
        facts.put(
                "storages",
                storages.stream().map(storage -> facts(client, storage)).toList());
        return facts;
    }

    private static Map<String, Object> facts(FastdfsClient client, StorageStat storage) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", storage.id());
        facts.put("address", storage.address());
        facts.put("port", storage.port());
        facts.put("status", storage.status());
        facts.put("totalMegabytes", storage.totalMegabytes());
        facts.put("freeMegabytes", storage.freeMegabytes());
        for (Field field : Field.values()) {
            facts.put(camelCase(field), storage.counters().value(field));
        }
        replication(client, storage).ifPresent(report -> facts.put("replication", report.facts()));
        return facts;
    }

    /** {@code SUCCESS_UPLOAD_COUNT} as {@code successUploadCount}, like the other members. */
    private static String camelCase(Field field) {
        StringBuilder name = new StringBuilder();
        for (String word : field.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        name.setCharAt(0, Character.toLowerCase(name.charAt(0)));
        return name.toString();
    }
}
