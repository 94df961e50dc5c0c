package io.fastdfs.storage.group;

import io.fastdfs.protocol.BodyReader;
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

    /**
     * A new connection.
     *
     * @param takesAhead true if the member takes requests before it has answered others. C's storages lose sight of what came
     *     with an earlier request, and wait for more; so they are not sent any.
     */
    public record Introduced(OutgoingConnection connection, boolean takesAhead) implements AutoCloseable {
        @Override
        public void close() {
            connection.close();
        }
    }

    public OutgoingConnection connect(Member member) throws IOException {
        return introduced(member).connection();
    }

    public Introduced introduced(Member member) throws IOException {
        OutgoingConnection connection = dialer.connect(member.address(), timeouts);
        try {
            BodyReader answer = connection.ask(new ReportServerId(membership.ownId(), true));
            return new Introduced(connection, answer.left() == ReportServerId.ALLOWED_BYTES);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }
}
