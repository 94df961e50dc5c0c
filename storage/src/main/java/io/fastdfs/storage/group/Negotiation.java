package io.fastdfs.storage.group;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.state.InitFlag;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out once who fills this storage: the first tracker that accepts it decides, the others are told. Each tracker
 * session calls here after it has joined, one at a time.
 */
public final class Negotiation {
    private static final Logger log = LoggerFactory.getLogger(Negotiation.class);

    private final InitFlag state;
    private final int trackers;
    private final Set<String> refusedBy = new HashSet<>();

    /** @param trackers how many there are */
    public Negotiation(InitFlag state, int trackers) {
        this.state = state;
        this.trackers = trackers;
    }

    public InitFlag state() {
        return state;
    }

    /**
     * Settles who fills this storage, if that is open, and tells this tracker.
     *
     * @throws FdfsException ENOENT if nobody can fill it yet: it has to join again later
     */
    public synchronized void with(OutgoingConnection tracker) throws IOException {
        if (!state.isSettled()) {
            BodyReader answer = tracker.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
            if (answer.left() == 0) {
                state.settle("", 0);
                log.info("the first of its group, by {}", tracker);
            } else {
                SyncSource source = SyncSource.decode(answer);
                state.settle(source.id(), source.untilSeconds());
                log.info("to be filled by storage {}, by {}", source.id(), tracker);
            }
            refusedBy.clear();
        }
        try {
            tracker.ask(new SyncNotify(new SyncSource(state.sourceId(), state.untilSeconds())))
                    .end();
            refusedBy.remove(tracker.toString());
        } catch (FdfsException e) {
            if (!e.status().equals(Status.ENOENT)) {
                throw e;
            }
            refusedBy.add(tracker.toString());
            log.warn("{} does not know storage {}, which fills this one", tracker, state.sourceId());
        }
    }

    /** Begins anew if every tracker says that the source is gone, and this storage has not got everything from it. */
    public synchronized void reconsider(boolean filled) throws IOException {
        if (!filled && refusedBy.size() >= trackers) {
            refusedBy.clear();
            state.unsettle();
        }
    }
}
