package io.fastdfs.cli.bench;

import io.fastdfs.bench.Destination;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the load goes. */
final class DestinationOptions {
    @ArgGroup(exclusive = true)
    private Server server = new Server();

    @Option(names = "--group", description = "through a tracker: upload to this group (default: the tracker chooses)")
    private @Nullable String group;

    static final class Server {
        @Option(names = "--storage", paramLabel = "HOST:PORT", description = "go straight to this storage")
        private @Nullable String storage;

        @Option(
                names = "--tracker",
                paramLabel = "HOST:PORT",
                description = "ask this tracker before each operation, as clients do (default: 127.0.0.1:22122)")
        private @Nullable String tracker;
    }

    Destination destination() throws UnknownHostException {
        if (server.storage != null) {
            if (group != null) {
                throw new IllegalArgumentException("--group is for a tracker; a storage has its group");
            }
            return new Destination.Storage(Destination.parse(server.storage, Destination.STORAGE_PORT));
        }
        String tracker = server.tracker == null ? "127.0.0.1" : server.tracker;
        return new Destination.Tracker(
                Destination.parse(tracker, Destination.TRACKER_PORT), Optional.ofNullable(group));
    }
}
