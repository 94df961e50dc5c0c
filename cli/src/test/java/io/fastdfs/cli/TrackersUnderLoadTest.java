package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three trackers are killed and come back at random, some without their disk, while files are stored and read. One is
 * always alive that has been for a while.
 */
class TrackersUnderLoadTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RUN = Duration.ofSeconds(12);
    /** What a client does whom nobody answers; the cluster has that long to be itself again. */
    private static final Duration RETRY_FOR = Duration.ofSeconds(20);

    private static final Set<StorageStatus> POSSIBLE = EnumSet.of(
            StorageStatus.INIT,
            StorageStatus.WAIT_SYNC,
            StorageStatus.SYNCING,
            StorageStatus.OFFLINE,
            StorageStatus.ONLINE,
            StorageStatus.ACTIVE);

    @TempDir
    private Path base;

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<TrackerServer> trackers = new ArrayList<>();
    private final List<StorageServer> storages = new ArrayList<>();
    private final Set<StorageStatus> seen = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    @AfterEach
    void stop() throws IOException {
        for (StorageServer storage : storages) {
            storage.close();
        }
        trackers.forEach(TrackerServer::close);
    }

    private void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            TrackerServer tracker = tracker(i, "disk", 0);
            trackers.add(tracker);
            addresses.add(tracker.address());
            tracker.start();
        }
        int port = 0;
        for (int i = 1; i <= 2; i++) {
            StorageServer storage = new StorageServer(StorageConfig.defaults(
                            "group1", new InetSocketAddress("127.0.1.2" + i, port), base.resolve("s" + i), addresses)
                    .withSubdirCount(4)
                    .with(new StorageConfig.Intervals(
                            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60))));
            storages.add(storage);
            storage.start();
            port = storage.address().getPort();
        }
    }

    private TrackerServer tracker(int number, String disk, int port) throws IOException {
        return new TrackerServer(
                TrackerConfig.defaults(
                        new InetSocketAddress("127.0.1." + (number + 1), port), base.resolve("t" + number + disk)),
                Clock.systemUTC());
    }

    private FastdfsClient client() {
        FastdfsClient.Builder builder = FastdfsClient.builder();
        addresses.forEach(tracker -> builder.tracker(host(tracker)));
        return builder.build();
    }

    private static String host(InetSocketAddress tracker) {
        return tracker.getAddress().getHostAddress() + ":" + tracker.getPort();
    }

    private static boolean allActive(FastdfsClient client) throws IOException {
        List<StorageStat> found = client.storages("group1");
        return found.size() == 2 && found.stream().allMatch(storage -> storage.status() == StorageStatus.ACTIVE);
    }

    private BodyReader ask(int tracker, Command command) throws IOException {
        var timeouts = new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
        try (var connection = new OutgoingConnection(addresses.get(tracker), null, timeouts)) {
            return connection.ask(new EmptyRequest(command));
        }
    }

    private void awaitOneLeader() {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            int leaders = 0;
            Set<String> named = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 3; i++) {
                named.add(ask(i, Command.SERVER_GET_LEADER).restText());
                leaders +=
                        TrackerStatus.decode(ask(i, Command.TRACKER_GET_STATUS)).leader() ? 1 : 0;
            }
            assertThat(named).hasSize(1);
            assertThat(leaders).isOne();
        });
    }

    private interface Attempt<T> {
        T make() throws IOException;
    }

    /** Tries until it works, as an application would that must not lose anything. */
    private <T> T retried(Attempt<T> attempt) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + RETRY_FOR.toNanos();
        requests.incrementAndGet();
        while (true) {
            try {
                return attempt.make();
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private Thread load(AtomicBoolean running, long seed) {
        return Thread.ofVirtual().start(() -> {
            Random random = new Random(seed);
            List<FileId> stored = new ArrayList<>();
            try (FastdfsClient client = client()) {
                while (running.get()) {
                    byte[] content =
                            ByteBuffer.allocate(64).putInt(stored.size()).array();
                    stored.add(retried(() -> client.upload(content, "bin")));
                    int one = random.nextInt(stored.size());
                    byte[] read = retried(() -> client.download(stored.get(one)));
                    assertThat(ByteBuffer.wrap(read).getInt()).isEqualTo(one);
                    retried(() -> client.storages("group1")).forEach(storage -> seen.add(storage.status()));
                }
            } catch (IOException | InterruptedException | AssertionError e) {
                failures.add(e);
            }
        });
    }

    /** Kills one or two trackers, and brings them back, with their disk or with an empty one. */
    private void killAndRestart(Random random, int round) throws IOException, InterruptedException {
        int first = random.nextInt(3);
        List<Integer> killed = random.nextBoolean() ? List.of(first) : List.of(first, (first + 1) % 3);
        killed.forEach(number -> trackers.get(number).close());
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
        for (int number : killed) {
            String disk = random.nextInt(3) == 0 ? "disk" + round : "disk";
            TrackerServer again = tracker(number, disk, addresses.get(number).getPort());
            trackers.set(number, again);
            again.start();
        }
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
    }

    @Test
    void nothingIsLostThatARetryCanServeAndInTheEndOneTrackerLeads() throws Exception {
        long seed = Long.getLong("seed", 20L);
        start();
        try (FastdfsClient client = client()) {
            Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> allActive(client));
            awaitOneLeader();
            AtomicBoolean running = new AtomicBoolean(true);
            List<Thread> threads = List.of(load(running, seed), load(running, seed + 1), load(running, seed + 2));
            Random random = new Random(seed);
            long end = System.nanoTime() + RUN.toNanos();
            for (int round = 0; System.nanoTime() < end; round++) {
                killAndRestart(random, round);
            }
            running.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures)
                    .as("seed %d, %d requests", seed, requests.get())
                    .isEmpty();
            awaitOneLeader();
            Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> allActive(client));
            assertThat(requests).as("seed %d", seed).hasPositiveValue();
            assertThat(seen).as("seed %d", seed).isSubsetOf(POSSIBLE);
        }
    }
}
