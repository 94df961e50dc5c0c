package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What concerns one group. */
@Command(
        name = "group",
        description = "Change which groups there are, and who their trunk servers are.",
        synopsisSubcommandLabel = "delete|set-trunk-server",
        subcommands = {GroupCommand.Delete.class, GroupCommand.SetTrunkServer.class},
        footer = {"", "Examples:", "  fdfs group delete group3", "  fdfs group set-trunk-server group1 100001"})
final class GroupCommand {
    private GroupCommand() {}

    /** Forgets a group without storages. */
    @Command(
            name = "delete",
            description = {
                "Make all trackers forget a group without storages.",
                "Storages that were deleted count until the tracker restarts."
            },
            footer = {"", "Example: fdfs group delete group3"})
    static final class Delete extends ConfirmedChange {
        @Parameters(paramLabel = "GROUP", description = "to be forgotten")
        private String group = "";

        @Override
        String inWords() {
            return "This deletes group " + group + " at every tracker.";
        }

        @Override
        int make(FastdfsClient client) throws IOException {
            return report("group " + group + " deleted", client.admin().deleteGroup(group));
        }
    }

    /** Makes a storage the trunk server. */
    @Command(
            name = "set-trunk-server",
            description = "Make a storage the trunk server of its group, while it has none that is at work.",
            footer = {
                "",
                "Examples:",
                "  fdfs group set-trunk-server group1            the leading tracker chooses",
                "  fdfs group set-trunk-server group1 100001"
            })
    static final class SetTrunkServer extends ConfirmedChange {
        @Parameters(index = "0", paramLabel = "GROUP", description = "of the trunk server")
        private String group = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "STORAGE_ID",
                description = "its id, which without storage ids is its address (default: the leading tracker chooses)")
        private String id = "";

        @Override
        String inWords() {
            return "This makes " + (id.isEmpty() ? "a storage" : "storage " + id) + " the trunk server of " + group
                    + ".";
        }

        @Override
        int make(FastdfsClient client) throws IOException {
            say(client.admin().setTrunkServer(group, id));
            return 0;
        }
    }
}
