package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.FdfsException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who leads, as this tracker knows. */
public final class Leadership {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    private final TrackerList trackers;
    private @Nullable TrackerAddress leader;
    private @Nullable TrackerAddress announced;
    private long term;
    private boolean disputed;

    public Leadership(TrackerList trackers) {
        this.trackers = trackers;
    }

    /** Empty while nobody leads. */
    public synchronized Optional<TrackerAddress> leader() {
        return Optional.ofNullable(leader);
    }

    public synchronized boolean isSelf() {
        return leader != null && isSelf(leader);
    }

    private boolean isSelf(TrackerAddress tracker) {
        return trackers.self().filter(tracker::sameAs).isPresent();
    }

    /** Another number each time the leader changes. */
    public synchronized long term() {
        return term;
    }

    /** A storage has seen two leaders since all trackers were last seen together. */
    synchronized boolean disputed() {
        return disputed;
    }

    synchronized void settled() {
        disputed = false;
    }

    /**
     * A tracker says who is to lead.
     *
     * @throws FdfsException EINVAL if this one leads: it steps down, so that the next attempt finds none
     */
    public synchronized void announced(TrackerAddress next) throws FdfsException {
        if (isSelf() && !isSelf(next)) {
            stepDown("another tracker announces " + next);
            throw FdfsException.invalid("there were two leaders");
        }
        announced = next;
    }

    synchronized boolean isAnnounced(TrackerAddress next) {
        return announced != null && announced.sameAs(next);
    }

    /**
     * The one that was announced leads from now on.
     *
     * @throws FdfsException EINVAL if another one was announced since
     */
    public synchronized void committed(TrackerAddress next) throws FdfsException {
        if (!isAnnounced(next)) {
            throw FdfsException.invalid("leader " + next + " is committed, " + announced + " was announced");
        }
        announced = null;
        lead(next);
    }

    /** One leads already. */
    synchronized void found(TrackerAddress tracker) {
        lead(tracker);
    }

    /** Where there is one tracker, it leads, and nobody has to be asked. */
    public synchronized void leadIfAlone() {
        if (leader == null && trackers.all().size() == 1) {
            trackers.self().ifPresent(this::lead);
        }
    }

    private void lead(TrackerAddress next) {
        if (leader == null || !leader.sameAs(next)) {
            log.info("tracker {} leads{}", next, isSelf(next) ? ": this one" : "");
            leader = next;
            term++;
        }
    }

    /**
     * A storage has seen two leaders.
     *
     * @return false if this one does not lead
     */
    public synchronized boolean complained(String storage) {
        if (!isSelf()) {
            return false;
        }
        disputed = true;
        stepDown("storage " + storage + " has seen another leader");
        return true;
    }

    synchronized void stepDown(String why) {
        if (isSelf()) {
            log.warn("this tracker leads no more: {}", why);
            forget();
        }
    }

    /** The leader is not there any more. */
    synchronized void lost(TrackerAddress tracker, String why) {
        if (leader != null && leader.sameAs(tracker)) {
            log.warn("tracker {}, which has led, is lost: {}", tracker, why);
            forget();
        }
    }

    private void forget() {
        leader = null;
        term++;
    }
}
