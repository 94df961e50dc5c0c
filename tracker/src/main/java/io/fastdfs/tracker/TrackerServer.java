package io.fastdfs.tracker;

import io.fastdfs.server.Listener;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.state.LastRun;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One tracker: listens, and watches the heartbeats, until it is closed. */
public final class TrackerServer implements AutoCloseable {
    private final TrackerConfig config;
    private final Clock clock;
    private final Cluster cluster;
    private final StateStore store;
    private final Listener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Reads its state and binds the port; {@link #start} begins to serve. */
    public TrackerServer(TrackerConfig config, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        StateFolder folder = StateFolder.below(config.basePath());
        cluster = new Cluster(config.policy(), config.identities(), folder, clock);
        store = new StateStore(folder, cluster, clock);
        Self self =
                new Self(clock, downSeconds(folder, clock), config.maxConnections(), this::port, this::connectionCount);
        listener = new Listener(
                config.bind(),
                new Listener.Limits(config.maxConnections(), config.networkTimeout(), false),
                new Dispatch(config, cluster, self, store));
    }

    private static long downSeconds(StateFolder folder, Clock clock) throws IOException {
        long now = clock.instant().getEpochSecond();
        return Math.max(0, now - new LastRun(folder).lastAliveSeconds().orElse(now));
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
        store.saveChanges(); // What was mended.
        listener.start();
        Thread.ofVirtual().name("check-active").start(this::checkActive);
        Thread.ofVirtual().name("save-state").start(this::saveState);
    }

    /** At the full five minutes, as C. */
    private void saveState() {
        long interval = StateStore.INTERVAL.toMillis();
        try {
            while (!stopped.await(interval - clock.millis() % interval, TimeUnit.MILLISECONDS)) {
                store.saveAll();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
        store.saveAll();
    }
}
