package io.fastdfs.client;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The storages that may have a file, one after the other; the trackers are asked only as far as it is needed. */
final class Holders {
    private final Storages storages;
    private final FileId id;
    private final Deque<Command> queries;
    private final Deque<ServerAddress> waiting = new ArrayDeque<>();
    private final Deque<ServerAddress> again = new ArrayDeque<>();
    private final Set<ServerAddress> named = new HashSet<>();

    private Holders(Storages storages, FileId id, List<Command> queries) {
        this.storages = storages;
        this.id = id;
        this.queries = new ArrayDeque<>(queries);
    }

    /** The tracker's choice, which spreads the load; then all that have the file; then its source. */
    static Holders forDownload(Storages storages, FileId id) {
        return new Holders(
                storages,
                id,
                List.of(
                        Command.SERVICE_QUERY_FETCH_ONE,
                        Command.SERVICE_QUERY_FETCH_ALL,
                        Command.SERVICE_QUERY_UPDATE));
    }

    static Holders sourceFirst(Storages storages, FileId id) {
        return new Holders(storages, id, List.of(Command.SERVICE_QUERY_UPDATE, Command.SERVICE_QUERY_FETCH_ALL));
    }

    /** The next one; null when there is no other. A tracker that does not help is a failure more. */
    @Nullable
    ServerAddress next(Failures failures) throws IOException {
        while (waiting.isEmpty() && !queries.isEmpty()) {
            try {
                for (ServerAddress holder : storages.locate(queries.remove(), id)) {
                    if (named.add(holder)) {
                        waiting.add(holder);
                    }
                }
            } catch (FastdfsException e) {
                failures.add(e);
                if (e.status() == null) {
                    queries.clear();
                }
            }
        }
        return waiting.isEmpty() ? again.poll() : waiting.remove();
    }

    /** Puts one that was alive until just now behind all others. */
    void again(ServerAddress holder) {
        again.add(holder);
    }
}
