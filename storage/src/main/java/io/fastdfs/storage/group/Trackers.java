package io.fastdfs.storage.group;

import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncSource;
import java.io.IOException;
import java.util.Optional;

/** What replication asks of the trackers and tells them, over connections of its own. */
public interface Trackers {
    /**
     * Who fills a member.
     *
     * @return empty if nobody does
     * @throws IOException if no tracker has an answer yet
     */
    Optional<SyncSource> sourceOf(String memberId) throws IOException;

    /** Tells every tracker the status of a member; one that hears it is enough. */
    void report(Member member, StorageStatus status) throws IOException;
}
