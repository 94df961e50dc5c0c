package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three storages of one group, every kind of change on each of them, restarts and cut connections: in the end all are equal.
 * {@code -Drandom.seconds=120} makes it longer, {@code -Dseed=…} chooses other changes.
 */
class RandomChangesTest {
    private static final int STORAGES = 3;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path base;

    private final long seed = Long.getLong("seed", 1L);
    private final Random random = new Random(seed);
    private final StorageServer[] storages = new StorageServer[STORAGES];
    private int port;
    private TrackerServer tracker;
    private FastdfsClient client;

    @BeforeEach
    void start() throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress("127.0.0.21", 0), base.resolve("tracker")),
                Clock.systemUTC());
        tracker.start();
        client = FastdfsClient.builder()
                .tracker("127.0.0.21:" + tracker.address().getPort())
                .build();
        for (int i = 0; i < STORAGES; i++) {
            startStorage(i);
            awaitActive(i + 1);
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        for (StorageServer storage : storages) {
            storage.close();
        }
        tracker.close();
    }

    private void startStorage(int number) throws IOException {
        StorageServer storage = new StorageServer(StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress(address(number), port),
                        folder(number),
                        List.of(tracker.address()))
                .withSubdirCount(4));
        storage.start();
        storages[number] = storage;
        port = storage.address().getPort();
    }

    private static String address(int number) {
        return "127.0.0." + (22 + number);
    }

    private Path folder(int number) {
        return base.resolve("s" + number);
    }

    @Test
    void allStoragesAreEqualInTheEnd() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<RandomClient> clients = new ArrayList<>();
        try (FileChannel content = content();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                var one = new RandomClient(new Random(random.nextLong()), content, addresses());
                clients.add(one);
                threads.execute(() -> one.work(ended));
            }
            disturb();
            ended.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            awaitActive(STORAGES);
            awaitEqual();
            assertThat(clients.stream().mapToInt(RandomClient::keptFiles).sum()).isPositive();
            for (RandomClient one : clients) {
                assertThat(one.failure()).as("seed %d", seed).isEmpty();
                one.assertKept(file -> folder(0).resolve("data").resolve(file.substring("M00/".length())), seed);
            }
        }
    }

    /** What the clients take their content from. */
    private FileChannel content() throws IOException {
        byte[] bytes = new byte[RandomClient.CONTENT_BYTES];
        random.nextBytes(bytes);
        Path file = Files.write(base.resolve("content"), bytes);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    private List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < STORAGES; i++) {
            addresses.add(new InetSocketAddress(address(i), port));
        }
        return addresses;
    }

    private void disturb() throws IOException, InterruptedException {
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("random.seconds", 8)).toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(600)); // The clients go on meanwhile.
            if (random.nextInt(4) > 0) {
                Sockets.cutSome(port, random);
            } else {
                int victim = random.nextInt(STORAGES);
                storages[victim].close();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(800));
                startStorage(victim);
            }
        }
    }

    private void awaitActive(int count) {
        Awaitility.await()
                .alias("seed " + seed)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.storages("group1").stream()
                                .filter(storage -> storage.status() == StorageStatus.ACTIVE)
                                .count()
                        == count);
    }

    private void awaitEqual() {
        Awaitility.await()
                .alias("seed " + seed)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof UncheckedIOException)
                .untilAsserted(
                        () -> assertThat(differences()).as("seed %d", seed).isEmpty());
    }

    /** For each file that is not the same everywhere: what each storage has, and what it has done with it. */
    private List<String> differences() throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < STORAGES; i++) {
            all.add(files(i));
            names.addAll(all.get(i).keySet());
        }
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            List<String> states = all.stream()
                    .map(files -> files.getOrDefault(name, "missing"))
                    .toList();
            if (Set.copyOf(states).size() > 1) {
                differences.add(name + " " + states + "\n" + history(name));
            }
        }
        return differences;
    }

    private String history(String name) throws IOException {
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < STORAGES; i++) {
            for (String line : Files.readAllLines(folder(i).resolve("data/sync/binlog.000"))) {
                if ((line + " ").contains(name + " ")) {
                    history.append("storage ")
                            .append(i)
                            .append(": ")
                            .append(line)
                            .append('\n');
                }
            }
        }
        return history.toString();
    }

    /** Size and CRC32 by name, of all that is stored. */
    private Map<String, String> files(int number) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path data = folder(number).resolve("data");
        try (var walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (name.matches("[0-9A-F]{2}/[0-9A-F]{2}/.*")) {
                    CRC32 crc = new CRC32();
                    byte[] content = Files.readAllBytes(file);
                    crc.update(ByteBuffer.wrap(content));
                    files.put(name, content.length + " bytes, CRC32 " + Long.toHexString(crc.getValue()));
                }
            }
        }
        return files;
    }
}
