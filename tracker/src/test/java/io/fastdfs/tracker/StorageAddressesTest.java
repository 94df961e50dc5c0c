package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.AdvertiseAddress;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which address of a storage whom is told, with storage ids. */
class StorageAddressesTest {
    private static final String HERE = "127.0.0.1";
    private static final String HOST = "198.51.100.9";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private InetSocketAddress tracker = new InetSocketAddress(0);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private void tracker(boolean trusting, StorageId... storages) throws IOException {
        Identities identities = new Identities(ConfiguredStorages.of(List.of(storages)), true, trusting);
        TrackerServer server = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder)
                        .withIdentities(identities),
                Clock.systemUTC());
        open.add(server);
        server.start();
        tracker = server.address();
    }

    private static StorageId storage(String id, int port, String... addresses) {
        return new StorageId(id, "group1", List.of(addresses), port, ReadWriteMode.BOTH);
    }

    private Peer peer() throws IOException {
        Peer peer = new Peer(tracker);
        open.add(peer);
        return peer;
    }

    private StorageJoin join(String id, int port) {
        List<String> trackers = List.of(HERE + ":" + tracker.getPort());
        return new StorageJoin("group1", port, 1, 4, 10, 1, 2, "6.16.1", false, 7, id, HERE, trackers);
    }

    /** Joins, serves, and returns what it is told of its group. */
    private ChangeList activate(Peer peer, StorageJoin join) throws IOException {
        peer.ask(join);
        ChangeList told = ChangeList.decode(peer.ask(new StorageBeat(null)));
        peer.ask(new DiskUsage(List.of(new DiskUsage.Space(100_000, 90_000))));
        return told;
    }

    private List<Endpoint> whereToStore() throws IOException {
        return QueryStoreReply.decode(peer().ask(new QueryStore(true, null))).storages();
    }

    @Test
    void whoIsInsideIsToldTheInnerAddressAndWhoIsOutsideTheOuterOne() throws IOException {
        tracker(
                false,
                storage("1", 23000, "10.0.0.1", "203.0.113.1"),
                storage("2", 23000, "10.0.0.2", "203.0.113.2"),
                storage("3", 23000, "198.51.100.3"));
        Peer first = peer();
        first.ask(new AdvertiseAddress("10.0.0.1"));
        activate(first, join("", 23000));
        Peer inside = peer();
        inside.ask(new AdvertiseAddress("10.0.0.2"));
        assertThat(addresses(activate(inside, join("", 23000))))
                .contains("10.0.0.1")
                .doesNotContain("203.0.113.1");
        Peer outside = peer();
        outside.ask(new AdvertiseAddress("198.51.100.3"));
        assertThat(addresses(activate(outside, join("", 23000))))
                .contains("203.0.113.1", "203.0.113.2")
                .doesNotContain("10.0.0.1");
        // A client on this machine is at 127.0.0.1, which counts as outside, as in C.
        assertThat(whereToStore())
                .extracting(Endpoint::address)
                .containsExactly("203.0.113.1", "203.0.113.2", "198.51.100.3");
    }

    private static List<String> addresses(ChangeList told) {
        return told.briefs().stream().map(StorageBrief::address).toList();
    }

    @Test
    void storagesOnOneHostAreToldApartByTheirPorts() throws IOException {
        tracker(false, storage("1", 23001, HOST), storage("2", 23002, HOST));
        for (int port = 23001; port <= 23002; port++) {
            Peer storage = peer();
            storage.ask(new AdvertiseAddress(HOST));
            activate(storage, join("", port));
        }
        assertThat(whereToStore()).containsExactly(new Endpoint(HOST, 23001), new Endpoint(HOST, 23002));
        Peer third = peer();
        third.ask(new AdvertiseAddress(HOST));
        assertThat(third.refusal(join("", 23003))).isEqualTo(Status.ENOENT);
    }

    @Test
    void aTrustedStorageIsTheOneThatItNamesFromWhateverAddress() throws IOException {
        tracker(true, storage("7", 23000, "203.0.113.7"));
        activate(peer(), join("7", 23000));
        assertThat(whereToStore()).containsExactly(new Endpoint("203.0.113.7", 23000));
        assertThat(peer().refusal(join("8", 23000))).isEqualTo(Status.ENOENT);
    }

    @Test
    void withoutTrustTheIdThatAStorageNamesCountsForNothing() throws IOException {
        tracker(false, storage("7", 23000, "203.0.113.7"));
        assertThat(peer().refusal(join("7", 23000))).isEqualTo(Status.ENOENT);
    }

    @Test
    void oneAddressOfIpv6MakesAllAnswersWide() throws IOException {
        tracker(true, storage("7", 23000, "2001:db8::7"));
        activate(peer(), join("7", 23000));
        assertThat(peer().ask(new QueryStore(false, null)).left()).isEqualTo(70);
        assertThat(whereToStore()).containsExactly(new Endpoint("2001:db8::7", 23000));
        assertThat(peer().ask(new EmptyRequest(Command.STORAGE_PARAMETER_REQ)).restText())
                .contains("response_ip_addr_size=46");
    }
}
