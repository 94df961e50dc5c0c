package io.fastdfs.storage.group;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage that was away has, once it is back, what the others did meanwhile. They send it while it is ONLINE, and say how
 * much is left; C's storages send only to ACTIVE ones, and are not waited for.
 */
public final class CatchUp {
    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    /** A tracker that leads lists the members in its first answer; it may have to be elected first. */
    private static final Duration PATIENCE_FOR_LIST = Duration.ofSeconds(3);
    /** Below the time after which trackers call a storage that is silent OFFLINE, by default 100 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Membership membership;
    private final MemberConnections connections;

    public CatchUp(Membership membership, MemberConnections connections) {
        this.membership = membership;
        this.connections = connections;
    }

    /**
     * True if no change from the time before it was back is missing, as far as the others can be asked.
     *
     * @param back for how long it has been back
     */
    public boolean isDone(Duration back) {
        if (membership.all().isEmpty()) {
            return back.compareTo(PATIENCE_FOR_LIST) > 0;
        }
        for (Member member : membership.others()) {
            if (member.status() == StorageStatus.ACTIVE && isMissingSomething(member, back)) {
                if (back.compareTo(PATIENCE) > 0) {
                    log.warn("serving before storage {} has sent everything", member.id());
                    return true;
                }
                return false;
            }
        }
        return true;
    }

    private boolean isMissingSomething(Member member, Duration back) {
        try (MemberConnections.Introduced to = connections.introduced(member)) {
            if (!to.takesAhead()) {
                return false;
            }
            Optional<ReplicationProgress.Peer> own =
                    ReplicationProgress.decode(to.connection().ask(new EmptyRequest(Command.REPLICATION_STATUS)))
                            .peers()
                            .stream()
                            .filter(peer -> peer.id().equals(membership.ownId()))
                            .findFirst();
            return own.isEmpty() || own.get().records() > 0 && own.get().oldestSeconds() >= back.toSeconds();
        } catch (FdfsException e) {
            log.info("storage {} does not say what it has still to send: {}", member.id(), e.getMessage());
            return false;
        } catch (IOException e) {
            log.info("storage {} cannot be asked what it has still to send: {}", member.id(), e.getMessage());
            return false;
        }
    }
}
