package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A storage behind NAT, and the installed tracker of C, which does not know where it says that it is. */
@EnabledIf("isInstalled")
class AdvertisedToCTest {
    private static final String TRACKER = "127.0.0.46";
    private static final String INSIDE = "127.0.0.49";
    private static final String OUTSIDE = "127.0.0.48";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    private int trackerPort;
    private int storagePort;

    static boolean isInstalled() {
        return InstalledCTest.isInstalled();
    }

    @BeforeEach
    void choosePorts() throws IOException {
        trackerPort = freePort(TRACKER);
        storagePort = freePort(INSIDE);
    }

    private static int freePort(String address) throws IOException {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(address, 0));
            return free.getLocalPort();
        }
    }

    private Path conf() {
        return folder.resolve("tracker.conf");
    }

    private void startTracker(boolean withIds, int port) throws IOException, InterruptedException {
        Path ids = Files.writeString(folder.resolve("ids.conf"), "100001 group1 " + OUTSIDE + ":" + port + "\n");
        Files.writeString(conf(), """
                bind_addr = %s
                port = %d
                base_path = %s
                reserved_storage_space = 1MB
                use_storage_id = %b
                storage_ids_filename = %s
                id_type_in_filename = %s
                trust_storage_server_id = true
                """.formatted(
                TRACKER, trackerPort, Files.createDirectory(folder.resolve("t")), withIds, ids, withIds ? "id" : "ip"));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder("fdfs_trackerd", conf().toString(), "start")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    }

    @AfterEach
    void stopTracker() {
        StringWriter said = new StringWriter();
        assertThat(Fdfs.commandLine()
                        .setOut(new PrintWriter(said, true))
                        .setErr(new PrintWriter(said, true))
                        .execute("trackerd", conf().toString(), "stop"))
                .as(said.toString())
                .isZero();
    }

    private StorageServer storage(String serverId, String advertised) throws IOException {
        StorageConfig plain = StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress(INSIDE, storagePort),
                        folder.resolve("s"),
                        List.of(new InetSocketAddress(TRACKER, trackerPort)))
                .withSubdirCount(4);
        ServerAddress address =
                ServerAddress.parse(advertised, ServerAddress.NO_PORT).orElseThrow();
        StorageConfig config = new StorageConfig(
                plain.group(),
                serverId,
                plain.listen(),
                plain.basePath(),
                plain.trackers(),
                plain.trackersAlsoAt(),
                plain.uploadPriority(),
                plain.connections().advertise(address),
                plain.disks(),
                new StorageConfig.Intervals(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1)),
                plain.sync());
        StorageServer storage = new StorageServer(config);
        storage.start();
        return storage;
    }

    private FastdfsClient client() {
        return FastdfsClient.builder().tracker(TRACKER + ":" + trackerPort).build();
    }

    @Test
    void aStorageWithAnIdIsReachedWhereStorageIdsSayThatItIs() throws IOException, InterruptedException {
        try (Relay nat = new Relay(new InetSocketAddress(OUTSIDE, 0), new InetSocketAddress(INSIDE, storagePort))) {
            startTracker(true, nat.port());
            try (StorageServer storage = storage("100001", OUTSIDE + ":" + nat.port());
                    FastdfsClient client = client()) {
                Awaitility.await()
                        .atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(client.storages("group1"))
                                .extracting(StorageStat::address, StorageStat::port, StorageStat::status)
                                .containsExactly(tuple(OUTSIDE, (long) nat.port(), StorageStatus.ACTIVE)));
                assertThat(storage.address().getPort()).isEqualTo(storagePort);
                FileId id = client.upload(Content.of(CONTENT).withExtension("bin"));
                assertThat(client.download(id)).isEqualTo(CONTENT);
                assertThat(FileName.decode(id.filename()).sourceStorageId()).isEqualTo(100001);
            }
        }
    }

    @Test
    void withoutAnIdItDoesNotJoinUnderTheAddressOfItsConnection() throws IOException, InterruptedException {
        startTracker(false, 23000);
        try (StorageServer storage = storage("", OUTSIDE);
                FastdfsClient client = client()) {
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(client.groups()).isEmpty());
            assertThat(storage.address().getPort()).isEqualTo(storagePort);
        }
    }
}
