package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.cluster.Cluster;
import java.net.InetAddress;

/** What clients ask before each upload and download: which storage to go to. */
final class ClientRequests {
    private final int addressWidth;
    private final Cluster cluster;

    ClientRequests(int addressWidth, Cluster cluster) {
        this.addressWidth = addressWidth;
        this.cluster = cluster;
    }

    void answer(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        InetAddress from = peer.remoteAddress();
        switch (command) {
            case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_FETCH_ALL, SERVICE_QUERY_UPDATE ->
                fetch(QueryFetch.decode(command, body), from).encode(reply, addressWidth);
            default -> {
                QueryStore asked = QueryStore.decode(command, body);
                cluster.whereToStore(asked.group(), asked.all(), from).encode(reply, addressWidth);
            }
        }
    }

    private QueryFetchReply fetch(QueryFetch asked, InetAddress from) throws FdfsException {
        FileName name = FileName.decode(asked.filename());
        return switch (asked.command()) {
            case SERVICE_QUERY_FETCH_ONE -> cluster.whereToFetch(asked.group(), name, from);
            case SERVICE_QUERY_FETCH_ALL -> cluster.allToFetch(asked.group(), name, from);
            default -> cluster.whereToUpdate(asked.group(), name, from);
        };
    }
}
