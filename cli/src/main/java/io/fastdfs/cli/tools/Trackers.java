package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** The trackers of client.conf in C's order. Each connection goes to the one behind the last, so they take turns. */
final class Trackers {
    private final List<ServerHost> all;
    private final Timeouts timeouts;
    private int next;

    Trackers(List<ServerHost> all, Timeouts timeouts) {
        this.all = new ArrayList<>(all);
        this.timeouts = timeouts;
    }

    List<ServerHost> all() {
        return List.copyOf(all);
    }

    /** Where the next connection begins. */
    int next() {
        return next;
    }

    /** Makes the next connection begin here. */
    void startAt(int index) {
        next = index;
    }

    /** Makes the next connection begin at the tracker of this address, and at this address; false if there is none. */
    boolean startAt(Endpoint address) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).contains(address)) {
                all.set(i, all.get(i).with(address));
                next = i;
                return true;
            }
        }
        return false;
    }

    /**
     * Connects to the next tracker that can be reached.
     *
     * @throws FdfsException with the status that C exits with if there is none
     */
    Peer connect() throws FdfsException {
        StringBuilder failures = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            int at = (next + i) % all.size();
            try {
                Peer tracker = connect(all.get(at));
                next = (at + 1) % all.size();
                return tracker;
            } catch (FdfsException e) {
                failures.append(i == 0 ? "" : "; ").append(e.getMessage());
            }
        }
        throw new FdfsException(Errno.NO_TRACKER, "no tracker can be reached: " + failures);
    }

    /** Connects to this one. */
    Peer connect(ServerHost tracker) throws FdfsException {
        FdfsException failure = null;
        for (Endpoint address : tracker.addresses()) {
            try {
                return Peer.connect(address, timeouts);
            } catch (FdfsException e) {
                failure = e;
            }
        }
        throw failure == null ? FdfsException.invalid("a tracker without address") : failure;
    }
}
