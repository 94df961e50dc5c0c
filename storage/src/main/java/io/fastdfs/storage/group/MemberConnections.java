package io.fastdfs.storage.group;

import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;

/** Connects to other members, introduced as this storage. */
public final class MemberConnections {
    private final Dialer dialer;
    private final Membership membership;
    private final OutgoingConnection.Timeouts timeouts;

    public MemberConnections(Dialer dialer, Membership membership, OutgoingConnection.Timeouts timeouts) {
        this.dialer = dialer;
        this.membership = membership;
        this.timeouts = timeouts;
    }

    public OutgoingConnection connect(Member member) throws IOException {
        OutgoingConnection connection = dialer.connect(member.address(), timeouts);
        try {
            connection.ask(new ReportServerId(membership.ownId())).end();
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }
}
