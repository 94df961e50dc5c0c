package io.fastdfs.storage;

import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.GetGroupName;
import io.fastdfs.protocol.tracker.GroupName;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Asks trackers for the group of a storage whose {@code storage.conf} does not name it: with storage ids they know. */
final class GroupQuestion {
    private GroupQuestion() {}

    /** @throws IOException if no tracker tells */
    static String ask(
            List<InetSocketAddress> trackers, List<InetSocketAddress> listen, StorageConfig.Connections connections)
            throws IOException {
        InetSocketAddress self = listen.getFirst();
        InetAddress own = self.getAddress();
        Dialer dialer = connections.fromBind() ? Dialer.from(listen) : Dialer.fromAnywhere();
        OutgoingConnection.Timeouts timeouts =
                new OutgoingConnection.Timeouts(connections.connectTimeout(), connections.networkTimeout());
        String address = own.isAnyLocalAddress() ? "" : IpText.of(own);
        StringBuilder answers = new StringBuilder();
        for (InetSocketAddress tracker : trackers) {
            try (OutgoingConnection connection = dialer.connect(tracker, timeouts)) {
                return GroupName.decode(connection.ask(new GetGroupName(address, self.getPort())))
                        .group();
            } catch (IOException e) {
                answers.append(answers.isEmpty() ? "" : "; ").append(e.getMessage());
            }
        }
        throw new IOException("group_name is missing, and no tracker says it: " + answers);
    }
}
