package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storages that are reached elsewhere than where they connect from, and storages that move. */
class AddressesTest {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String INSIDE = "127.0.0.43";
    private static final String OUTSIDE = "127.0.0.45";
    private static final String NEIGHBOUR = "127.0.0.44";

    @TempDir
    private Path base;

    private TestCluster cluster;

    @BeforeEach
    void open() throws IOException {
        cluster = new TestCluster(base);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private static StorageConfig advertising(StorageConfig config, String address) {
        ServerAddress server =
                ServerAddress.parse(address, ServerAddress.NO_PORT).orElseThrow();
        return config.with(config.connections().advertise(server));
    }

    private FileId uploaded(FastdfsClient client) throws IOException {
        return client.upload(Content.of(CONTENT).withExtension("bin"));
    }

    @Test
    void aStorageBehindNatIsReachedByItsAdvertisedAddress() throws IOException {
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", INSIDE, config -> advertising(config, OUTSIDE));
        cluster.await("group1", OUTSIDE, StorageStatus.ACTIVE);
        int port = cluster.storagePort();
        try (Relay nat = new Relay(new InetSocketAddress(OUTSIDE, port), new InetSocketAddress(INSIDE, port));
                FastdfsClient client = cluster.client()) {
            FileId id = uploaded(client);
            assertThat(client.info(id).source()).isEqualTo(OUTSIDE);
            assertThat(client.download(id)).isEqualTo(CONTENT);

            cluster.storage("group1", NEIGHBOUR);
            cluster.await("group1", NEIGHBOUR, StorageStatus.ACTIVE);
            assertThat(nat.connections()).isPositive();
            assertThat(client.storages("group1"))
                    .extracting(StorageStat::address)
                    .containsExactly(NEIGHBOUR, OUTSIDE);
        }
        // What it had is on the neighbour, though the way through the NAT is closed now.
        cluster.stopStorage(INSIDE);
        cluster.await("group1", OUTSIDE, StorageStatus.OFFLINE);
    }

    @Test
    void twoContainersOfOneHostHaveMappedPorts() throws IOException {
        Relay first =
                new Relay(new InetSocketAddress(OUTSIDE, 0), new InetSocketAddress(INSIDE, cluster.storagePort()));
        Relay second =
                new Relay(new InetSocketAddress(OUTSIDE, 0), new InetSocketAddress(NEIGHBOUR, cluster.storagePort()));
        try (first;
                second) {
            var ids = ConfiguredStorages.of(List.of(
                    new StorageId("1", "group1", List.of(OUTSIDE), first.port(), ReadWriteMode.BOTH),
                    new StorageId("2", "group1", List.of(OUTSIDE), second.port(), ReadWriteMode.BOTH)));
            cluster.tracker(
                    "127.0.0.41", config -> config.withIdentities(new Identities(ids, true, false)), Clock.systemUTC());
            cluster.storage("group1", INSIDE, config -> advertising(config, OUTSIDE + ":" + first.port()));
            cluster.await("group1", "1", StorageStatus.ACTIVE);
            cluster.storage("group1", NEIGHBOUR, config -> advertising(config, OUTSIDE + ":" + second.port()));
            cluster.await("group1", "2", StorageStatus.ACTIVE);
            try (FastdfsClient client = cluster.client()) {
                FileId id = uploaded(client);
                assertThat(client.download(id)).isEqualTo(CONTENT);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(first.connections() * second.connections())
                                .isPositive());
            }
        }
    }

    private static boolean replicated(FastdfsClient client, String from, String to) throws IOException {
        StorageStat sender = client.storages("group1").stream()
                .filter(storage -> storage.id().equals(from))
                .findFirst()
                .orElseThrow();
        return client.replication(sender).stream()
                .anyMatch(peer -> peer.id().equals(to) && peer.state().equals("up to date") && peer.records() == 0);
    }

    @Test
    void aStorageWithAnotherAddressThanBeforeKeepsItsPlace() throws IOException {
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", INSIDE);
        cluster.await("group1", INSIDE, StorageStatus.ACTIVE);
        cluster.storage("group1", NEIGHBOUR);
        cluster.await("group1", NEIGHBOUR, StorageStatus.ACTIVE);
        try (FastdfsClient client = cluster.client()) {
            FileId id = uploaded(client);
            cluster.stopStorage(INSIDE);
            cluster.await("group1", INSIDE, StorageStatus.OFFLINE);
            FileId later = uploaded(client);
            try (StorageServer moved = cluster.moved("group1", INSIDE, OUTSIDE)) {
                cluster.await("group1", OUTSIDE, StorageStatus.ACTIVE);
                cluster.await("group1", INSIDE, StorageStatus.IP_CHANGED);
                assertThat(moved.address().getHostString()).isEqualTo(OUTSIDE);
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> replicated(client, NEIGHBOUR, OUTSIDE));
                cluster.stopStorage(NEIGHBOUR);
                cluster.await("group1", NEIGHBOUR, StorageStatus.OFFLINE);
                for (FileId file : List.of(id, later)) {
                    assertThat(client.download(file)).isEqualTo(CONTENT);
                }
            }
        }
    }

    @Test
    void anAdvertisedNameIsLookedUp() throws IOException {
        assertThat(ServerAddress.parse("localhost", ServerAddress.NO_PORT).map(ServerAddress::port))
                .isEqualTo(Optional.of(ServerAddress.NO_PORT));
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", INSIDE, config -> advertising(config, "localhost"));
        cluster.await("group1", "127.0.0.1", StorageStatus.ACTIVE);
    }
}
