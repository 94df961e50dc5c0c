package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One new file on its way to a storage. One that cannot be reached is passed over; more would risk a second copy. */
final class Upload {
    private static final int MAX_TRIES = 5;
    /** The storage chooses its store path. */
    private static final int ANY_PATH = -1;

    private static final int MAX_PATH_IN_REQUEST = 127;

    private final Trackers trackers;
    private final Storages storages;
    private final UploadOptions options;
    private final Set<ServerAddress> unreachable = new HashSet<>();

    private record Place(ServerAddress storage, int storePathIndex) {}

    /** What a tracker answered: storages of one group, at least one. */
    private record Choice(String group, List<ServerAddress> storages, int storePathIndex) {
        static Choice decode(BodyReader body) throws FdfsException {
            QueryStoreReply reply = QueryStoreReply.decode(body);
            List<ServerAddress> storages = new ArrayList<>();
            for (Endpoint endpoint : reply.storages()) {
                storages.add(ServerAddress.of(endpoint));
            }
            if (storages.isEmpty() || !FileId.isGroup(reply.group())) {
                throw FdfsException.invalid(storages.size() + " storages of group \"" + reply.group() + "\"");
            }
            return new Choice(reply.group(), storages, reply.storePathIndex());
        }
    }

    Upload(Trackers trackers, Storages storages, UploadOptions options) {
        this.trackers = trackers;
        this.storages = storages;
        this.options = options;
    }

    FileId store(Content content) throws IOException {
        Failures failures = new Failures();
        for (int i = 0; i < MAX_TRIES; i++) {
            Place place = choose(failures);
            if (place == null) {
                continue;
            }
            try {
                UploadFile request = new UploadFile(
                        options.isAppender(), place.storePathIndex, content.length(), content.extension());
                return storages.send(place.storage, request, content, Storages::newFile);
            } catch (FastdfsException e) {
                if (!e.isUnreachable()) {
                    throw e;
                }
                failures.add(e);
                unreachable.add(place.storage);
            }
        }
        throw failures.silenceFirst();
    }

    /** The tracker's choice; where that cannot be reached, another of its group; null if there is none. */
    private @Nullable Place choose(Failures failures) throws IOException {
        try {
            Choice one = trackers.ask(new QueryStore(false, options.group()), Choice::decode);
            Place place = reachable(one, one.storePathIndex);
            if (place != null) {
                return place;
            }
            // The store path in this answer is that of the first storage only.
            return reachable(trackers.ask(new QueryStore(true, one.group), Choice::decode), ANY_PATH);
        } catch (FastdfsException e) {
            failures.add(e);
            throw failures.silenceFirst();
        }
    }

    private @Nullable Place reachable(Choice choice, int storePathIndex) {
        for (ServerAddress storage : choice.storages) {
            if (!unreachable.contains(storage)) {
                return new Place(storage, storePathIndex > MAX_PATH_IN_REQUEST ? ANY_PATH : storePathIndex);
            }
        }
        return null;
    }
}
