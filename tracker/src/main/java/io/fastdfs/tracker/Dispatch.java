package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.cluster.Member;
import java.io.IOException;

/** Reads each request and gives it to those who answer it: for storages, clients, operators, or other trackers. */
final class Dispatch implements RequestHandler {
    /** The largest frame that a C tracker reads with its shipped configuration. */
    private static final int MAX_FRAME_BODY = 256 * 1024 - Header.BYTES;
    /** No request is longer: the space of 256 store paths takes half of it. So nobody can fill the memory. */
    private static final int MAX_BODY = 8 * 1024;

    private final Cluster cluster;
    private final StateStore store;
    private final StorageRequests storages;
    private final ClientRequests clients;
    private final OperatorRequests operators;
    private final TrackerRequests trackers;

    Dispatch(Cluster cluster, StateStore store, Answering answering) {
        this.cluster = cluster;
        this.store = store;
        storages = answering.storages;
        clients = answering.clients;
        operators = answering.operators;
        trackers = answering.trackers;
    }

    /** Those who answer. */
    record Answering(
            StorageRequests storages, ClientRequests clients, OperatorRequests operators, TrackerRequests trackers) {}

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        if (request.bodyLength() > MAX_FRAME_BODY) {
            throw new IOException("body of " + request.bodyLength() + " bytes, " + MAX_FRAME_BODY + " allowed");
        }
        BodyReader body = peer.readBody(request.bodyLength(), MAX_BODY);
        Command command = Command.of(request.command());
        if (command == null) {
            throw FdfsException.invalid("unknown command " + request.command());
        }
        if (command == Command.QUIT) {
            peer.close();
            return;
        }
        BodyWriter reply = new BodyWriter();
        if (isQuery(command)) { // By far the most, and they change nothing.
            clients.answer(peer, command, body, reply);
        } else {
            try {
                answer(peer, command, body, reply);
            } finally {
                store.saveChanges();
            }
        }
        peer.reply(reply);
    }

    private static boolean isQuery(Command command) {
        return switch (command) {
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITH_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL,
                    SERVICE_QUERY_STORE_WITH_GROUP_ALL,
                    SERVICE_QUERY_FETCH_ONE,
                    SERVICE_QUERY_FETCH_ALL,
                    SERVICE_QUERY_UPDATE -> true;
            default -> false;
        };
    }

    private void answer(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        switch (command) {
            case SERVER_LIST_ONE_GROUP,
                    SERVER_LIST_ALL_GROUPS,
                    SERVER_LIST_STORAGE,
                    SERVER_DELETE_STORAGE,
                    SERVER_DELETE_GROUP,
                    SERVER_SET_TRUNK_SERVER,
                    SERVER_GET_LEADER,
                    SERVER_TRACKER_CLUSTER_STAT,
                    SERVER_STORAGE_CLUSTER_STAT,
                    SERVER_STORAGE_VOLUMN_STAT,
                    SERVER_REPORT -> operators.answer(peer, command, body, reply);
            case TRACKER_GET_STATUS,
                    TRACKER_JOIN_LEADER,
                    TRACKER_PING_LEADER,
                    TRACKER_NOTIFY_NEXT_LEADER,
                    TRACKER_COMMIT_NEXT_LEADER,
                    TRACKER_NOTIFY_RESELECT_LEADER,
                    TRACKER_GET_SYS_FILES_START,
                    TRACKER_GET_ONE_SYS_FILE,
                    TRACKER_GET_SYS_FILES_END -> trackers.answer(peer, command, body, reply);
            case ACTIVE_TEST -> body.end();
            default -> storages.answer(peer, command, body, reply);
        }
    }

    @Override
    public void closed(Connection peer) {
        if (peer.attachment() instanceof Member member) {
            cluster.left(member);
        }
        trackers.endCopy(peer);
    }
}
