package io.fastdfs.storage;

import io.fastdfs.conf.ServerAddress;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.GetGroupName;
import io.fastdfs.protocol.tracker.GroupName;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.report.Advertised;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Asks trackers for the group of a storage whose {@code storage.conf} does not name it: with storage ids they know. */
final class GroupQuestion {
    private GroupQuestion() {}

    /** By where others reach this storage; where the operator does not say it, the tracker looks where it comes from. */
    private static GetGroupName question(InetSocketAddress self, StorageConfig.Connections connections)
            throws IOException {
        if (connections.advertised().isPresent()) {
            ServerAddress advertised = connections.advertised().get();
            InetAddress address = advertised.resolve().getFirst().getAddress();
            int port = Advertised.of(Optional.of(advertised), self.getPort()).port();
            return new GetGroupName(IpText.of(address), port);
        }
        InetAddress own = self.getAddress();
        return new GetGroupName(own.isAnyLocalAddress() ? "" : IpText.of(own), self.getPort());
    }

    /** @throws IOException if no tracker tells */
    static String ask(
            List<InetSocketAddress> trackers, List<InetSocketAddress> listen, StorageConfig.Connections connections)
            throws IOException {
        Dialer dialer = connections.fromBind() ? Dialer.from(listen) : Dialer.fromAnywhere();
        OutgoingConnection.Timeouts timeouts =
                new OutgoingConnection.Timeouts(connections.connectTimeout(), connections.networkTimeout());
        GetGroupName question = question(listen.getFirst(), connections);
        StringBuilder answers = new StringBuilder();
        for (InetSocketAddress tracker : trackers) {
            try (OutgoingConnection connection = dialer.connect(tracker, timeouts)) {
                return GroupName.decode(connection.ask(question)).group();
            } catch (IOException e) {
                answers.append(answers.isEmpty() ? "" : "; ").append(e.getMessage());
            }
        }
        throw new IOException("group_name is missing, and no tracker says it: " + answers);
    }
}
