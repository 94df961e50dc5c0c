package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Request;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All trackers, any of which is enough: the last one that answered is asked first. Questions change nothing there. */
final class Trackers {
    private final List<InetSocketAddress> all;
    private final ConnectionPool pool;
    private final AtomicInteger preferred = new AtomicInteger();

    Trackers(List<InetSocketAddress> all, ConnectionPool pool) {
        this.all = List.copyOf(all);
        this.pool = pool;
    }

    BodyReader ask(Request request) throws FastdfsException {
        int first = preferred.get();
        FastdfsException failure = null;
        // Twice around: a pooled connection may have gone with its server, which is back meanwhile.
        for (int i = 0; i < 2 * all.size(); i++) {
            int at = (first + i) % all.size();
            try (ConnectionPool.Lease lease = pool.borrow(all.get(at))) {
                BodyReader answer = lease.connection().ask(request, Content.none(), sent -> {});
                preferred.set(at);
                return answer;
            } catch (FastdfsException e) {
                if (e.status() != null) {
                    throw e;
                }
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new FastdfsException("no tracker", null, null) : failure;
    }
}
