package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageStat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns replication. */
@Command(
        name = "sync",
        description = "Look at the replication of a storage.",
        synopsisSubcommandLabel = "status",
        subcommands = SyncCommand.StatusOfOne.class,
        footer = {"", "Example: fdfs sync status 192.168.1.10:23000"})
final class SyncCommand {
    private SyncCommand() {}

    /** How far the other members of its group are behind one storage. */
    @Command(
            name = "status",
            description = "Show how far the other members of its group are behind a storage.",
            footer = {
                "",
                "Examples:",
                "  fdfs sync status 192.168.1.10:23000",
                "  fdfs sync status --json 101             by its storage id"
            })
    static final class StatusOfOne implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Parameters(paramLabel = "STORAGE", description = "host:port or id of a storage, as the monitor shows it")
        private String wanted = "";

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            try (FastdfsClient client = cluster.connect()) {
                ReplicationReport report = new ReplicationReport(client.replication(find(client)));
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(Json.object(Map.of("peers", report.facts())));
                } else {
                    report.print(out, "");
                }
                return 0;
            }
        }

        private StorageStat find(FastdfsClient client) throws IOException {
            for (GroupStat group : client.groups()) {
                for (StorageStat storage : client.storages(group.group())) {
                    if (wanted.equals(storage.id()) || wanted.equals(storage.address() + ":" + storage.port())) {
                        return storage;
                    }
                }
            }
            throw new IOException("no storage " + wanted + " in this cluster; fdfs monitor shows those that there are");
        }
    }
}
