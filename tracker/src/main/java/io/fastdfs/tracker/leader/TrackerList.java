package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All trackers of the cluster, this one too. A tracker is not configured with the others: it learns them from the storages
 * that join. A list only grows, as in C; a tracker that is taken out is forgotten at the next start.
 */
public final class TrackerList {
    private static final Logger log = LoggerFactory.getLogger(TrackerList.class);
    private static final int MAX_TRACKERS = 16;

    private final Set<String> ownAddresses = new HashSet<>();
    private List<TrackerAddress> all = List.of();
    private @Nullable TrackerAddress self;

    /**
     * Takes the list of a storage that joins.
     *
     * @param lines each a tracker
     * @param reachedAt the addresses by which the storage has come here, as it and as the socket says
     * @param ownPort where this tracker listens
     * @return true if a tracker is new in it
     * @throws FdfsException EINVAL if a line is malformed, ENOSPC if there are more than 16 trackers, ENOENT if none of them
     *     is this one
     */
    public synchronized boolean learn(List<String> lines, List<String> reachedAt, int ownPort) throws FdfsException {
        List<TrackerAddress> merged = new ArrayList<>(all);
        for (String line : lines) {
            merge(TrackerAddress.parse(line), merged);
        }
        if (merged.size() > MAX_TRACKERS) {
            throw new FdfsException(Status.ENOSPC, merged.size() + " trackers, " + MAX_TRACKERS + " allowed");
        }
        ownAddresses.addAll(reachedAt);
        TrackerAddress found = findSelf(merged, ownPort);
        if (found == null) {
            throw new FdfsException(
                    Status.ENOENT,
                    "a storage lists the trackers " + lines + ", and this one at " + reachedAt + " port " + ownPort
                            + " is not among them");
        }
        boolean grown = merged.size() > all.size();
        if (grown) {
            log.info("the trackers are {}, and this one is {}", merged, found);
        }
        all = List.copyOf(merged);
        self = found;
        return grown;
    }

    private static void merge(TrackerAddress tracker, List<TrackerAddress> into) {
        for (int i = 0; i < into.size(); i++) {
            if (into.get(i).sameAs(tracker)) {
                into.set(i, into.get(i).mergedWith(tracker));
                return;
            }
        }
        into.add(tracker);
    }

    /** Behind a mapped port the list has another port than the socket: then the only one with this address is meant. */
    private @Nullable TrackerAddress findSelf(List<TrackerAddress> among, int ownPort) {
        List<TrackerAddress> here = among.stream()
                .filter(tracker -> tracker.addresses().stream().anyMatch(ownAddresses::contains))
                .toList();
        for (TrackerAddress tracker : here) {
            if (tracker.port() == ownPort) {
                return tracker;
            }
        }
        return here.size() == 1 ? here.getFirst() : null;
    }

    /** Empty until a storage has joined. */
    public synchronized List<TrackerAddress> all() {
        return all;
    }

    /** This one; empty until a storage has joined. */
    public synchronized Optional<TrackerAddress> self() {
        return Optional.ofNullable(self);
    }

    /** All but this one. */
    public synchronized List<TrackerAddress> others() {
        return all.stream().filter(tracker -> !tracker.equals(self)).toList();
    }

    /** The tracker at this address. */
    public synchronized Optional<TrackerAddress> find(String address, int port) {
        return all.stream().filter(tracker -> tracker.is(address, port)).findFirst();
    }

    /** The tracker that a message names. As long as no storage has joined, any may be one; C refuses them then. */
    public synchronized Optional<TrackerAddress> named(TrackerAddress tracker) {
        return all.isEmpty()
                ? Optional.of(tracker)
                : all.stream().filter(other -> other.sameAs(tracker)).findFirst();
    }
}
