package io.fastdfs.bench;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client as a server sees it: one operation after the other, over one connection to each server that it needs. */
final class Caller implements AutoCloseable {
    private final LoadLoop loop;
    private final Destination destination;
    private final Selector selector;
    private final Content content;
    private final Wire first;
    private final Map<Endpoint, Wire> storages = new HashMap<>();
    private Wire current;
    private @Nullable Task task;
    private boolean asksTracker;
    private long dueNanos;
    private long startedNanos;

    Caller(LoadLoop loop, Destination destination, Selector selector, Content content) {
        this.loop = loop;
        this.destination = destination;
        this.selector = selector;
        this.content = content;
        this.first = new Wire(destination.address(), this, selector, content);
        this.current = first;
    }

    void connect(Duration atMost) throws IOException {
        first.connect(atMost);
    }

    /**
     * Begins an operation; {@link LoadLoop#done} or {@link LoadLoop#failed} follows.
     *
     * @param due when it should have begun
     */
    void begin(Task next, long due, long now, int storePath) {
        task = next;
        dueNanos = due;
        startedNanos = now;
        try {
            switch (destination) {
                case Destination.Storage _ -> ask(first, next, false, next.toStorage(storePath));
                case Destination.Tracker tracker -> ask(first, next, true, next.toTracker(tracker.group()));
            }
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void ask(Wire wire, Task of, boolean tracker, Request request) throws IOException {
        current = wire;
        asksTracker = tracker;
        wire.ask(of, request);
    }

    /** The whole answer is there. */
    void answered(Answer answer) {
        Task answered = Objects.requireNonNull(task, "only a request is answered");
        if (!answer.status().isOk()) {
            fail(answered, (asksTracker ? "tracker: " : "storage: ") + answer.status(), false);
            return;
        }
        try {
            if (asksTracker && !answered.operation().isQuery()) {
                askStorage(answered, answer);
                return;
            }
            Optional<String> fault = answered.fault(answer, content);
            if (fault.isPresent()) {
                fail(answered, fault.get(), false);
            } else {
                task = null;
                loop.done(this, answered, answer);
            }
        } catch (FdfsException e) {
            current.drop();
            fail(answered, "an answer that cannot be read", false);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void askStorage(Task next, Answer answer) throws IOException {
        if (next.operation() == Operation.UPLOAD) {
            QueryStoreReply store = QueryStoreReply.decode(answer.body());
            ask(storage(store.storages().getFirst()), next, false, next.toStorage(store.storePathIndex()));
        } else {
            QueryFetchReply fetch = QueryFetchReply.decode(answer.body());
            ask(storage(fetch.storages().getFirst()), next, false, next.toStorage(-1));
        }
    }

    private Wire storage(Endpoint endpoint) throws IOException {
        Wire known = storages.get(endpoint);
        if (known == null) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getByName(endpoint.address()), endpoint.port());
            known = new Wire(address, this, selector, content);
            storages.put(endpoint, known);
        }
        return known;
    }

    /** The connection broke before the answer was whole. */
    void lost(String why) {
        fail(
                Objects.requireNonNull(task, "only a request is lost"),
                (asksTracker ? "tracker: " : "storage: ") + why,
                true);
    }

    /** Gives up if it has waited since before that instant. */
    void giveUpIfStartedBefore(long nanos) {
        Task waiting = task;
        if (waiting != null && startedNanos - nanos < 0) {
            current.drop();
            fail(waiting, "no answer in time", false);
        }
    }

    private void fail(Task failed, String kind, boolean rests) {
        task = null;
        loop.failed(this, failed, kind, rests);
    }

    long dueNanos() {
        return dueNanos;
    }

    long startedNanos() {
        return startedNanos;
    }

    @Override
    public void close() {
        first.close();
        storages.values().forEach(Wire::close);
    }
}
