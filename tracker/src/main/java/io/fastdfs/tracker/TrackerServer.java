package io.fastdfs.tracker;

import io.fastdfs.server.Listener;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One tracker: listens, and watches the heartbeats, until it is closed. */
public final class TrackerServer implements AutoCloseable {
    private final TrackerConfig config;
    private final Cluster cluster;
    private final Listener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Binds the port; {@link #start} begins to serve. */
    public TrackerServer(TrackerConfig config, Clock clock) throws IOException {
        this.config = config;
        cluster = new Cluster(config.policy(), config.identities(), clock);
        Self self = new Self(clock, 0, config.maxConnections(), this::port, this::connectionCount);
        listener = new Listener(
                config.bind(),
                new Listener.Limits(config.maxConnections(), config.networkTimeout(), false, config.allowed()),
                new Dispatch(config, cluster, self));
    }

    private int port() {
        return address().getPort();
    }

    private int connectionCount() {
        return listener.connectionCount();
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    public void start() {
        listener.start();
        Thread.ofVirtual().name("check-active").start(this::checkActive);
    }

    private void checkActive() {
        try {
            while (!stopped.await(config.checkActiveInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                cluster.checkActive(config.checkActiveInterval());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        listener.close();
    }
}
