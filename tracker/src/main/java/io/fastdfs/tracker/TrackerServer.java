package io.fastdfs.tracker;

import io.fastdfs.server.Listener;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.leader.Election;
import io.fastdfs.tracker.leader.Followers;
import io.fastdfs.tracker.leader.Following;
import io.fastdfs.tracker.leader.Leadership;
import io.fastdfs.tracker.leader.Peers;
import io.fastdfs.tracker.leader.StateCopy;
import io.fastdfs.tracker.leader.TrackerList;
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
    private final Election election;
    private final Listener listener;
    private final InetSocketAddress address;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Reads its state and binds the port; {@link #start} begins to serve. */
    public TrackerServer(TrackerConfig config, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        StateFolder folder = StateFolder.below(config.basePath());
        cluster = new Cluster(config.policy(), config.identities(), folder, clock);
        store = new StateStore(folder, cluster, clock);
        long downSeconds = downSeconds(folder, clock);
        TrackerList trackers = new TrackerList();
        Leadership leadership = new Leadership(trackers);
        Followers followers = new Followers(clock);
        Self self =
                new Self(clock, downSeconds, config.maxConnections(), this::port, this::connectionCount, leadership);
        Peers peers = new Peers(config.listen(), config.connectTimeout());
        election = new Election(
                new Election.Parts(trackers, leadership, followers, peers, cluster),
                self::status,
                new Following(leadership, peers, cluster, self::introduction, self::connections));
        StateCopy stateCopy = new StateCopy(trackers, peers, cluster, self::status, downSeconds);
        listener = new Listener(
                config.listen(),
                new Listener.Limits(config.maxConnections(), config.networkTimeout(), false, config.allowed()),
                new Dispatch(
                        cluster,
                        store,
                        new Dispatch.Answering(
                                new StorageRequests(
                                        config,
                                        cluster,
                                        new StorageRequests.Trackers(trackers, leadership, stateCopy),
                                        self),
                                new ClientRequests(config.identities().addressWidth(), cluster),
                                new OperatorRequests(
                                        config,
                                        cluster,
                                        new TrackerMonitor(trackers, leadership, followers, self),
                                        new Administrators(config.admins(), cluster, trackers)),
                                new TrackerRequests(cluster, trackers, leadership, followers, self))));
        address = listener.address();
    }

    private static long downSeconds(StateFolder folder, Clock clock) throws IOException {
        long now = clock.instant().getEpochSecond();
        return Math.max(0, now - new LastRun(folder).lastAliveSeconds().orElse(now));
    }

    private int port() {
        return address.getPort();
    }

    private int connectionCount() {
        return listener.connectionCount();
    }

    public InetSocketAddress address() {
        return address;
    }

    public void start() {
        store.saveChanges(); // What was mended.
        listener.start();
        election.start();
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
        election.close();
        listener.close();
        store.saveAll();
    }
}
