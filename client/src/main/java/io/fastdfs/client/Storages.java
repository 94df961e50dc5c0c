package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The storages, found by asking the trackers; an address that stands in an id is never dialled. */
final class Storages {
    private final Trackers trackers;
    private final ConnectionPool pool;

    Storages(Trackers trackers, ConnectionPool pool) {
        this.trackers = trackers;
        this.pool = pool;
    }

    /** The storages that a tracker names for this file, at least one. */
    List<ServerAddress> locate(Command query, FileId id) throws IOException {
        return trackers.ask(new QueryFetch(query, id.group(), id.filename()), body -> {
            List<ServerAddress> found = new ArrayList<>();
            for (Endpoint endpoint : QueryFetchReply.decode(body).storages()) {
                found.add(ServerAddress.of(endpoint));
            }
            if (found.isEmpty()) {
                throw FdfsException.invalid("no storage");
            }
            return found;
        });
    }

    /**
     * Changes a file at its source; never twice, as nobody knows what a storage did that did not answer. Nor elsewhere: a
     * source that only this client cannot reach may be changing the file for others. Once it is gone, the trackers name
     * another.
     */
    <T> T change(FileId id, Request request, Content content, ServerConnection.Answer<T> answer) throws IOException {
        return send(locate(Command.SERVICE_QUERY_UPDATE, id).get(0), request, content, answer);
    }

    /** As above; there is nothing to know of the answer. C sends a body where there was nothing to do. */
    void change(FileId id, Request request, Content content) throws IOException {
        change(id, request, content, BodyReader::rest);
    }

    /** Sends a request once. */
    <T> T send(ServerAddress storage, Request request, Content content, ServerConnection.Answer<T> answer)
            throws IOException {
        try (ConnectionPool.Lease lease = pool.borrow(storage)) {
            return lease.connection().ask(request, content, answer);
        }
    }

    /** Asks about a file: its source, which knows its newest state, and the others while none answers. */
    <T> T ask(FileId id, Request request, ServerConnection.Answer<T> answer) throws IOException {
        Failures failures = new Failures();
        Holders holders = Holders.sourceFirst(this, id);
        ServerAddress holder;
        while ((holder = holders.next(failures)) != null) {
            try {
                return pool.askRepeatable(holder, request, answer);
            } catch (FastdfsException e) {
                // After a holder that knows more did not answer, a refusal proves nothing: the file may be on its way.
                if (e.status() != null && !failures.hasSilence()) {
                    throw e;
                }
                failures.add(e);
            }
        }
        throw failures.silenceFirst();
    }

    FileInfo info(ServerAddress holder, FileId id, int flags) throws IOException {
        return pool.askRepeatable(holder, new QueryFileInfo(flags, id.group(), id.filename()), Storages::fileInfo);
    }

    FileInfo info(FileId id, int flags) throws IOException {
        return ask(id, new QueryFileInfo(flags, id.group(), id.filename()), Storages::fileInfo);
    }

    private static FileInfo fileInfo(BodyReader body) throws FdfsException {
        return FileInfo.of(FileInfoReply.decode(body));
    }

    static FileId newFile(BodyReader body) throws FdfsException {
        FileNameReply made = FileNameReply.decode(body);
        return FileId.parse(made.group() + "/" + made.filename());
    }
}
