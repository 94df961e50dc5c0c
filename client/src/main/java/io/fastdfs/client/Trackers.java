package io.fastdfs.client;

import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All trackers, any of which is enough: the last one that answered is asked first. Questions change nothing there. */
final class Trackers {
    private final List<ServerAddress> all;
    private final ConnectionPool pool;
    private final AtomicInteger preferred = new AtomicInteger();

    Trackers(List<ServerAddress> all, ConnectionPool pool) {
        this.all = List.copyOf(all);
        this.pool = pool;
    }

    /**
     * Asks one tracker after the other until one answers.
     *
     * @throws FastdfsException the refusal of a tracker; if none refused, why the last one could not be asked
     */
    <T> T ask(Request request, ServerConnection.Answer<T> decoder) throws IOException {
        int first = preferred.get();
        Failures failures = new Failures();
        for (int i = 0; i < all.size(); i++) {
            int at = (first + i) % all.size();
            try {
                T answer = pool.askRepeatable(all.get(at), request, decoder);
                preferred.set(at);
                return answer;
            } catch (FastdfsException e) {
                failures.add(e);
                // A tracker that has just started knows no storage yet; another one may.
                if (e.status() != null && !e.is(Status.ENOENT)) {
                    break;
                }
            }
        }
        throw failures.refusalFirst();
    }
}
