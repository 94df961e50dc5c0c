package io.fastdfs.storage.sync;

import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.Member;
import java.io.IOException;

/** Connects to a member, introduced as this storage. */
@FunctionalInterface
public interface PeerConnector {
    OutgoingConnection connect(Member member) throws IOException;
}
