package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.StorageStat;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What concerns one storage. */
@Command(
        name = "storage",
        description = "Change which storages there are.",
        synopsisSubcommandLabel = "delete",
        subcommands = StorageCommand.Delete.class,
        footer = {"", "Example: fdfs storage delete group1 192.168.1.10"})
final class StorageCommand {
    private StorageCommand() {}

    /** Gives up a storage that has left for good. */
    @Command(
            name = "delete",
            description = {
                "Make all trackers give up a storage that has left for good. It must be stopped.",
                "Its files stay on its disks; the other storages of the group keep theirs, and send it nothing any more."
            },
            footer = {
                "",
                "Examples:",
                "  fdfs storage delete group1 192.168.1.10",
                "  fdfs storage delete --yes group1 100001      by its storage id, without asking"
            })
    static final class Delete extends ConfirmedChange {
        @Parameters(index = "0", paramLabel = "GROUP", description = "of the storage")
        private String group = "";

        @Parameters(
                index = "1",
                paramLabel = "STORAGE",
                description = "its id, which without storage ids is its address; or host:port, as the monitor shows it")
        private String wanted = "";

        @Override
        String inWords() {
            return "This deletes storage " + wanted + " of " + group + " at every tracker.";
        }

        @Override
        int make(FastdfsClient client) throws IOException {
            return report(
                    "storage " + wanted + " of " + group + " deleted",
                    client.admin().deleteStorage(group, id(client)));
        }

        private String id(FastdfsClient client) throws IOException {
            for (StorageStat storage : client.storages(group)) {
                if (wanted.equals(IpText.withPort(storage.address(), (int) storage.port()))) {
                    return storage.id();
                }
            }
            return wanted;
        }
    }
}
