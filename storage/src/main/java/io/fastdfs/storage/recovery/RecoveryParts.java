package io.fastdfs.storage.recovery;

import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.group.MemberConnections;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Trackers;
import io.fastdfs.storage.report.Identity;
import io.fastdfs.storage.shelf.Shelf;
import java.nio.file.Path;

/**
 * What the recovery of store paths stands on.
 *
 * @param identity of this storage, for trackers
 * @param membership learns the id of this storage
 * @param trackers are told that this storage recovers
 * @param timeouts of connections to trackers and, for lists, to members
 * @param syncFolder where files are noted that no member could give back
 */
public record RecoveryParts(
        Shelf shelf,
        Identity identity,
        Membership membership,
        Trackers trackers,
        MemberConnections connections,
        Fetch fetch,
        OutgoingConnection.Timeouts timeouts,
        Path syncFolder) {}
