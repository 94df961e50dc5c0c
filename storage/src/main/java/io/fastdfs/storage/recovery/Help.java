package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.group.Member;
import java.util.List;

/** Who can give a storage its files back. */
sealed interface Help {
    /**
     * These members serve; none, if the others are only away for now.
     *
     * @param ownStatus what the storage that asks is at the trackers
     */
    record From(List<Member> members, StorageStatus ownStatus) implements Help {
        public From {
            members = List.copyOf(members);
        }
    }

    /** No member has them, now or later. */
    record Nobody(String why) implements Help {}

    /** This storage is being stopped. */
    record Stopped() implements Help {}
}
