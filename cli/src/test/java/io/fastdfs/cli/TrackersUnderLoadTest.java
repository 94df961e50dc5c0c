package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trackers are killed and come back at random, all of them at once too, and some with an empty disk, while files are stored
 * and read. By hand: {@code -Dtrackers.seconds=120 -Dtrackers.agree=5 -Dseed=…}.
 */
@ParameterizedClass(name = "{0} trackers")
@ValueSource(ints = {1, 2, 3, 5})
class TrackersUnderLoadTest {
    private static final String GROUP = "group1";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("trackers.seconds", 6));
    private static final Duration AGREE_WITHIN = Duration.ofSeconds(Integer.getInteger("trackers.agree", 60));
    /** What a client does whom nobody answers; the cluster has that long to be itself again. */
    private static final Duration RETRY_FOR = Duration.ofMinutes(1);

    /** Both storages have their files all the time, and none is ever taken out. */
    private static final Set<StorageStatus> POSSIBLE =
            EnumSet.of(StorageStatus.OFFLINE, StorageStatus.ONLINE, StorageStatus.ACTIVE);

    @TempDir
    private Path base;

    private final long seed = Long.getLong("seed", 5L);
    private final Random random = new Random(seed);
    private final List<StorageServer> storages = new ArrayList<>();
    private final Map<String, Set<StorageStatus>> seen = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final int count;
    private TrackerProcesses trackers;

    TrackersUnderLoadTest(int count) {
        this.count = count;
    }

    @BeforeEach
    void start() throws IOException {
        trackers = new TrackerProcesses(count, base);
        int port = 0;
        for (int i = 1; i <= 2; i++) {
            InetSocketAddress address = new InetSocketAddress("127.0.1.2" + i, port);
            StorageServer storage = new StorageServer(
                    StorageConfig.defaults(GROUP, address, base.resolve("s" + i), trackers.addresses())
                            .withSubdirCount(4)
                            .with(new StorageConfig.Intervals(
                                    Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60))));
            storages.add(storage);
            storage.start();
            port = storage.address().getPort();
        }
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        for (StorageServer storage : storages) {
            storage.close();
        }
        trackers.stop();
    }

    private FastdfsClient client() {
        FastdfsClient.Builder builder = FastdfsClient.builder().networkTimeout(Duration.ofSeconds(5));
        for (int i = 0; i < count; i++) {
            builder.tracker(trackers.host(i));
        }
        return builder.build();
    }

    private void awaitBothActiveEverywhere() {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            for (int i = 0; i < count; i++) {
                int tracker = i;
                assertThat(trackers.storages(tracker, GROUP))
                        .as(() -> "seed %d, tracker %d has said: %s".formatted(seed, tracker, trackers.said(tracker)))
                        .extracting(StorageStat::status)
                        .containsExactly(StorageStatus.ACTIVE, StorageStatus.ACTIVE);
            }
        });
    }

    private void awaitAllListen() {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> trackers.allListen());
    }

    private void awaitOneLeader() {
        awaitAllListen();
        Awaitility.await()
                .alias("one leader, seed " + seed)
                .atMost(AGREE_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    List<String> leading = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        if (trackers.leads(i)) {
                            leading.add(trackers.host(i));
                        }
                    }
                    assertThat(leading).hasSize(1);
                    for (int i = 0; i < count; i++) {
                        assertThat(trackers.leaderAt(i)).contains(leading.getFirst());
                    }
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
                retries.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void storeAndRead(Random choice) throws IOException, InterruptedException {
        List<FileId> stored = new ArrayList<>();
        try (FastdfsClient client = client()) {
            while (running.get()) {
                byte[] content = ByteBuffer.allocate(64).putInt(stored.size()).array();
                stored.add(retried(() -> client.upload(content, "bin")));
                int one = choice.nextInt(stored.size());
                byte[] read = retried(() -> client.download(stored.get(one)));
                assertThat(ByteBuffer.wrap(read).getInt()).isEqualTo(one);
            }
        }
    }

    private void watch() throws InterruptedException {
        while (running.get()) {
            for (int i = 0; i < count; i++) {
                try {
                    for (StorageStat storage : trackers.storages(i, GROUP)) {
                        seen.computeIfAbsent(storage.id(), _ -> ConcurrentHashMap.newKeySet())
                                .add(storage.status());
                    }
                } catch (IOException _) {
                    // It is down.
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Thread inBackground(Work work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
                failures.add(e);
            }
        });
    }

    /** Kills one or more trackers, and brings them back, each with its disk or with an empty one. */
    private void killAndRestart() throws IOException, InterruptedException {
        int first = random.nextInt(count);
        int killed = 1 + random.nextInt(count);
        for (int i = 0; i < killed; i++) {
            trackers.kill((first + i) % count);
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
        for (int i = 0; i < killed; i++) {
            int tracker = (first + i) % count;
            if (random.nextInt(3) == 0) {
                trackers.giveDisk(tracker);
            }
            trackers.startAgain(tracker);
        }
        awaitAllListen(); // On a machine that is busy, trackers that are killed while they start would never be there.
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2500));
    }

    @Test
    void nothingIsLostThatARetryCanServeAndInTheEndOneTrackerLeads() throws Exception {
        awaitBothActiveEverywhere();
        awaitOneLeader();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random choice = new Random(random.nextLong());
            threads.add(inBackground(() -> storeAndRead(choice)));
        }
        threads.add(inBackground(this::watch));
        long end = System.nanoTime() + RUN.toNanos();
        while (System.nanoTime() < end) {
            killAndRestart();
        }
        awaitOneLeader();
        awaitBothActiveEverywhere();
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        String run = "seed %d, %d requests, %d retries".formatted(seed, requests.get(), retries.get());
        assertThat(failures).as(run).isEmpty();
        assertThat(requests).as(run).hasPositiveValue();
        assertThat(seen).as(run).hasSize(2);
        assertThat(seen.values())
                .as(run)
                .allSatisfy(statuses -> assertThat(statuses).isSubsetOf(POSSIBLE));
    }
}
