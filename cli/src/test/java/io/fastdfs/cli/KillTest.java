package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills servers under load, at random moments, with SIGKILL: storages, both at once, and the tracker. Whatever was answered
 * with OK is on both storages in the end.
 */
class KillTest {
    private static final int KILLS = 50;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("seed", 1L);
    private final Random random = new Random(seed);
    private final List<ServerProcess> storages = new ArrayList<>();
    private ServerProcess tracker;
    private FastdfsClient client;

    /** Content of what was stored, by id; what a delete was tried on is taken out. */
    private final Map<FileId, String> stored = new ConcurrentHashMap<>();

    private final Map<FileId, String> described = new ConcurrentHashMap<>();
    private final Queue<FileId> deleted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        int[] ports = freePorts(3);
        Files.writeString(folder.resolve("storage_ids.conf"), """
                101 group1 127.0.0.14:%d
                102 group1 127.0.0.14:%d
                """.formatted(ports[1], ports[2]));
        Path trackerConf = Files.writeString(folder.resolve("tracker.conf"), """
                port = %d
                bind_addr = 127.0.0.14
                base_path = %s
                use_storage_id = true
                id_type_in_filename = id
                storage_ids_filename = storage_ids.conf
                reserved_storage_space = 1%%
                """.formatted(
                        ports[0], Files.createDirectory(folder.resolve("tracker"))));
        tracker = ServerProcess.start("trackerd", trackerConf);
        for (int i = 1; i <= 2; i++) {
            Path conf = Files.writeString(folder.resolve("storage" + i + ".conf"), """
                    group_name = group1
                    port = %d
                    bind_addr = 127.0.0.14
                    base_path = %s
                    subdir_count_per_path = 4
                    tracker_server = 127.0.0.14:%d
                    """.formatted(
                            ports[i], Files.createDirectory(base(i)), ports[0]));
            storages.add(ServerProcess.start("storaged", conf));
        }
        client = FastdfsClient.builder()
                .tracker("127.0.0.14:" + ports[0])
                .networkTimeout(Duration.ofSeconds(5))
                .build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        for (ServerProcess storage : storages) {
            storage.stop();
        }
        tracker.stop();
    }

    private Path base(int number) {
        return folder.resolve("s" + number);
    }

    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.14")));
                ports[i] = held.get(i).getLocalPort();
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    @Test
    void nothingThatWasAnsweredIsLost() throws Exception {
        awaitActive();
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                long clientSeed = random.nextLong();
                clients.execute(() -> work(new Random(clientSeed), ended));
            }
            for (int i = 0; i < KILLS; i++) {
                killSome();
            }
            ended.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        awaitActive();
        awaitReplicated();
        for (int number = 1; number <= 2; number++) {
            assertAllThere(number);
        }
    }

    /** After a random number of answers. */
    private void killSome() throws IOException, InterruptedException {
        int until = answered.get() + 1 + random.nextInt(60);
        Awaitility.await()
                .alias("seed " + seed + ", answers come again after a kill")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> answered.get() >= until);
        List<ServerProcess> victims = switch (random.nextInt(6)) {
            case 0 -> List.of(tracker);
            case 1 -> storages;
            case 2, 3 -> List.of(storages.getFirst());
            default -> List.of(storages.getLast());
        };
        for (ServerProcess victim : victims) {
            victim.kill();
        }
        for (ServerProcess victim : victims) {
            victim.startAgain();
        }
    }

    private void work(Random choice, AtomicBoolean ended) {
        List<FileId> own = new ArrayList<>();
        while (!ended.get()) {
            try {
                String content = "content " + choice.nextLong() + "x".repeat(choice.nextInt(20_000));
                FileId id = client.upload(content.getBytes(StandardCharsets.US_ASCII), "txt");
                stored.put(id, content);
                answered.incrementAndGet();
                own.add(id);
                switch (choice.nextInt(4)) {
                    case 0 -> describe(id, String.valueOf(choice.nextLong()));
                    case 1 -> delete(own.remove(choice.nextInt(own.size())));
                    default -> {}
                }
            } catch (IOException _) {
                // A server is down: it was not answered, and need not be there.
                Thread.onSpinWait();
            }
        }
    }

    /** Once a file: of two changes within a second, on two storages, nobody can tell which was the last. */
    private void describe(FileId id, String text) throws IOException {
        client.overwriteMetadata(id, Map.of("text", text));
        described.put(id, text);
        answered.incrementAndGet();
    }

    private void delete(FileId id) throws IOException {
        stored.remove(id);
        described.remove(id);
        client.delete(id);
        deleted.add(id);
        answered.incrementAndGet();
    }

    private void awaitActive() {
        Awaitility.await()
                .alias("seed " + seed + ", both storages serve")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.storages("group1").stream()
                                .filter(storage -> storage.status() == StorageStatus.ACTIVE)
                                .count()
                        == 2);
    }

    private void awaitReplicated() {
        Awaitility.await()
                .alias("seed " + seed + ", both storages have everything")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    for (StorageStat storage : client.storages("group1")) {
                        assertThat(client.replication(storage))
                                .hasSize(1)
                                .extracting(ReplicationProgress.Peer::records)
                                .containsExactly(0L);
                    }
                });
    }

    private void assertAllThere(int number) throws IOException {
        for (Map.Entry<FileId, String> file : stored.entrySet()) {
            assertThat(path(number, file.getKey()))
                    .as("seed %d, storage %d", seed, number)
                    .hasContent(file.getValue());
        }
        for (Map.Entry<FileId, String> file : described.entrySet()) {
            Path path = path(number, file.getKey());
            assertThat(path.resolveSibling(path.getFileName() + "-m"))
                    .as("seed %d, storage %d", seed, number)
                    .hasContent("text\u0002" + file.getValue());
        }
        for (FileId id : deleted) {
            assertThat(path(number, id)).as("seed %d, storage %d", seed, number).doesNotExist();
        }
        assertThat(Files.exists(base(number).resolve("data/sync/lost.quarantine")))
                .isFalse();
        assertThat(stored).hasSizeGreaterThan(KILLS);
    }

    private Path path(int number, FileId id) {
        return base(number).resolve("data").resolve(id.filename().substring("M00/".length()));
    }
}
