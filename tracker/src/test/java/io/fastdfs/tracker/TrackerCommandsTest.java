package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.AdvertiseAddress;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetGroupName;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.ReportIpChanged;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.protocol.tracker.TrunkFileId;
import io.fastdfs.protocol.tracker.VolumeStats;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage's and a client's commands against a real tracker over a real socket. */
class TrackerCommandsTest {
    private static final String HERE = "127.0.0.1";

    @TempDir
    private Path folder;

    private TrackerServer tracker;
    private Peer storage;

    @BeforeEach
    void start() throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder),
                Clock.systemUTC());
        tracker.start();
        storage = new Peer(tracker.address());
    }

    @AfterEach
    void stop() throws IOException {
        storage.close();
        tracker.close();
    }

    @Test
    void aStorageJoinsBecomesActiveAndTakesUploads() throws IOException {
        activate(storage);
        QueryStoreReply where = QueryStoreReply.decode(storage.ask(new QueryStore(false, null)));
        assertThat(where.group()).isEqualTo("group1");
        assertThat(where.storages().getFirst().address()).isEqualTo(HERE);
        assertThat(where.storages().getFirst().port()).isEqualTo(23000);
        assertThat(status()).isEqualTo(StorageStatus.ACTIVE.code);
    }

    @Test
    void theFirstBeatIsAnsweredWithLeaderAndMembersTheNextWithNothing() throws IOException {
        storage.ask(join());
        ChangeList first = ChangeList.decode(storage.ask(new StorageBeat(null)));
        assertThat(first.flags()).isEqualTo(ChangeList.LEADER | ChangeList.MEMBERS);
        assertThat(first.briefs()).hasSize(2);
        assertThat(ChangeList.decode(storage.ask(new StorageBeat(null))).flags())
                .isZero();
    }

    @Test
    void aStorageThatClosesIsOffline() throws IOException {
        activate(storage);
        storage.close();
        storage = new Peer(tracker.address());
        Awaitility.await().untilAsserted(() -> assertThat(status()).isEqualTo(StorageStatus.OFFLINE.code));
        assertThat(refusal(new QueryStore(false, null))).isEqualTo(Status.ENOENT);
    }

    @Test
    void anOldConnectionThatClosesAfterANewJoinChangesNothing() throws IOException {
        activate(storage);
        Peer newer = new Peer(tracker.address());
        activate(newer);
        storage.close();
        storage = newer;
        for (int i = 0; i < 50; i++) {
            ChangeList.decode(newer.ask(new StorageBeat(null)));
            assertThat(status()).isEqualTo(StorageStatus.ACTIVE.code);
        }
    }

    @Test
    void whoHasNotJoinedIsRefusedAndMayGoOn() throws IOException {
        assertThat(refusal(new StorageBeat(null))).isEqualTo(Status.EACCES);
        assertThat(refusal(new SyncReport(List.of()))).isEqualTo(Status.EACCES);
        assertThat(refusal(new EmptyRequest(Command.STORAGE_SYNC_DEST_QUERY))).isEqualTo(Status.EACCES);
        assertThat(storage.ask(new EmptyRequest(Command.ACTIVE_TEST)).left()).isZero();
    }

    @Test
    void aStorageIsToldItsAddressAndThatThereAreNoIds() throws IOException {
        assertThat(storage.ask(new GetMyIp("group1", 23000)).restText()).isEqualTo(HERE);
        var id = new FindStorage(Command.STORAGE_GET_SERVER_ID, "group1", HERE + ":23000");
        assertThat(storage.ask(id).restText()).isEqualTo(HERE);
        assertThat(refusal(new FetchStorageIds(0, false))).isEqualTo(Status.EOPNOTSUPP);
        assertThat(storage.ask(new FetchStorageIds(0, true)).rest()).isEqualTo(new byte[8]);
    }

    @Test
    void aStorageThatNobodyFillsHasNoSource() throws IOException {
        var asked = new OfStorage(Command.STORAGE_SYNC_SRC_REQ, "group1", HERE);
        assertThat(refusal(asked)).isEqualTo(Status.ENOENT);
        storage.ask(join());
        assertThat(refusal(asked)).isEqualTo(Status.ENOENT);
        storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        assertThat(storage.ask(asked).left()).isZero();
        assertThat(storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_QUERY))
                        .left())
                .isZero();
    }

    @Test
    void aReportedStatusNeverOverrulesWhatTheTrackerSeesItself() throws IOException {
        storage.ask(join());
        report(StorageStatus.DELETED);
        assertThat(status()).isEqualTo(StorageStatus.INIT.code);
        storage.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        storage.ask(new ChangeStatus(StorageStatus.WAIT_SYNC));
        report(StorageStatus.SYNCING);
        assertThat(status()).isEqualTo(StorageStatus.SYNCING.code);
        report(StorageStatus.WAIT_SYNC);
        assertThat(status()).isEqualTo(StorageStatus.SYNCING.code);
    }

    private void report(StorageStatus status) throws IOException {
        storage.ask(new ReportStatus("group1", new StorageBrief(status.code, 0, HERE, HERE)));
    }

    @Test
    void aGroupHasTheRecordOfVersion616() throws IOException {
        activate(storage);
        BodyReader answer = storage.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS));
        assertThat(answer.left()).isEqualTo(GroupStat.BYTES);
        assertThat(GroupStat.decode(answer).freeMegabytes()).isEqualTo(900);
    }

    @Test
    void monitorsSeeTrackersStoragesAndSpaceThroughTheirFilters() throws IOException {
        activate(storage);
        BodyReader answer = storage.ask(new GetTrackers(0, false, false));
        TrackerStats.Tracker self = TrackerStats.decode(answer).trackers().getFirst();
        assertThat(self.host()).isEqualTo(HERE + ":" + tracker.address().getPort());
        assertThat(self.leader()).isTrue();
        assertThat(TrackerStats.decode(storage.ask(new GetTrackers(2, true, false)))
                        .trackers())
                .isEmpty();
        assertThat(storage.ask(new EmptyRequest(Command.SERVER_GET_LEADER)).restText())
                .isEqualTo(self.host());

        var active = new GetStorages(2, '=', StorageStatus.ACTIVE.code, false);
        var others = new GetStorages(2, '!', StorageStatus.ACTIVE.code, false);
        assertThat(StorageStats.decode(storage.ask(active)).storages())
                .extracting(StorageStats.Storage::host)
                .containsExactly(HERE + ":23000");
        assertThat(StorageStats.decode(storage.ask(others)).storages()).isEmpty();

        var volumes = VolumeStats.decode(storage.ask(new GetVolumes(1, true, false, false)));
        assertThat(volumes.volumes().getFirst().availableMegabytes()).isEqualTo(890);
        assertThat(VolumeStats.decode(storage.ask(new GetVolumes(1, false, false, false)))
                        .volumes())
                .isEmpty();
    }

    @Test
    void onlyAStorageThatIsAwayCanBeDeletedAndItStaysDeleted() throws IOException {
        activate(storage);
        assertThat(refusal(new DeleteStorage("group1", HERE))).isEqualTo(Status.EBUSY);
        assertThat(refusal(new DeleteStorage("group1", "1.2.3.4"))).isEqualTo(Status.ENOENT);
        storage.close();
        storage = new Peer(tracker.address());
        Awaitility.await().untilAsserted(() -> assertThat(status()).isEqualTo(StorageStatus.OFFLINE.code));
        storage.ask(new DeleteStorage("group1", HERE));
        assertThat(status()).isEqualTo(StorageStatus.DELETED.code);
        assertThat(refusal(new DeleteStorage("group1", HERE))).isEqualTo(Status.EALREADY);
        assertThat(refusal(new DeleteGroup("group1"))).isEqualTo(Status.EBUSY);
        assertThat(refusal(new DeleteGroup("group2"))).isEqualTo(Status.ENOENT);
        report(StorageStatus.OFFLINE);
        assertThat(status()).as("a report does not bring it back").isEqualTo(StorageStatus.DELETED.code);
        var log = new OfStorage(Command.STORAGE_CHANGELOG_REQ, "group1", HERE);
        assertThat(storage.ask(log).restText()).matches("\\d+ group1 127\\.0\\.0\\.1 4 \n");
        assertThat(storage.ask(log).left()).as("told once").isZero();
    }

    @Test
    void whoIsNoAdministratorChangesNothing() throws IOException {
        AllowedPeers others = AllowedPeers.of(List.of(new AllowedHost.Named(List.of("127.0.1.7"))));
        var config = TrackerConfig.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder.resolve("strict"))
                .withAdmins(others);
        try (TrackerServer strict = new TrackerServer(config, Clock.systemUTC())) {
            strict.start();
            try (Peer admin = new Peer(strict.address(), "127.0.1.7");
                    Peer anybody = new Peer(strict.address(), "127.0.1.8")) {
                for (Request change : List.of(
                        new DeleteStorage("group1", HERE),
                        new DeleteGroup("group1"),
                        new SetTrunkServer("group1", ""))) {
                    assertThat(anybody.refusal(change)).isEqualTo(Status.EACCES);
                    assertThat(admin.refusal(change)).isNotEqualTo(Status.EACCES);
                }
                assertThat(anybody.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS))
                                .left())
                        .isZero();
            }
        }
    }

    @Test
    void aTrackerIsACandidateOnceItHasGroups() throws IOException {
        var ask = new EmptyRequest(Command.TRACKER_GET_STATUS);
        assertThat(refusal(ask)).isEqualTo(Status.ENOENT);
        storage.ask(join());
        assertThat(TrackerStatus.decode(storage.ask(ask)).leader()).isTrue();
    }

    @Test
    void withoutTrunkFilesAndStorageIdsTheirCommandsAreRefused() throws IOException {
        assertThat(refusal(new SetTrunkServer("group1", ""))).isEqualTo(Status.EOPNOTSUPP);
        assertThat(refusal(new GetGroupName("", 23000))).isEqualTo(Status.EOPNOTSUPP);
        assertThat(refusal(new TrunkFileId(1))).isEqualTo(Status.EACCES);
        storage.ask(join());
        assertThat(refusal(new TrunkFileId(1))).isEqualTo(Status.EINVAL);
    }

    @Test
    void anAddressIsOnlyChangedByWhoHasTheNewOne() throws IOException {
        storage.ask(join());
        var toMine = new ReportIpChanged("group1", "10.0.0.9", HERE, Width.IPV6);
        assertThat(refusal(new ReportIpChanged("group1", HERE, "10.0.0.9", Width.IPV6)))
                .isEqualTo(Status.EINVAL);
        assertThat(refusal(toMine)).isEqualTo(Status.ENOENT);
    }

    @Test
    void aStorageIsWhereItSaysThatItIs() throws IOException {
        storage.ask(new AdvertiseAddress("203.0.113.7"));
        assertThat(storage.ask(new GetMyIp("group1", 23000)).restText()).isEqualTo("203.0.113.7");
        activate(storage);
        StorageStat listed = StorageStat.decodeAll(storage.ask(new ListStorages("group1", "")))
                .getFirst();
        assertThat(listed.id()).isEqualTo("203.0.113.7");
        assertThat(listed.address()).isEqualTo("203.0.113.7");
        assertThat(QueryStoreReply.decode(storage.ask(new QueryStore(false, null)))
                        .storages())
                .containsExactly(new Endpoint("203.0.113.7", 23000));
    }

    @Test
    void whoHasJoinedCannotSayAnotherAddress() throws IOException {
        storage.ask(join());
        assertThat(refusal(new AdvertiseAddress("203.0.113.7"))).isEqualTo(Status.EINVAL);
        assertThat(storage.ask(new GetMyIp("group1", 23000)).restText()).isEqualTo(HERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "0.0.0.0", "::1", "a.example.com", "1.2.3.4:5", "1.2.3.4\n", "300.1.1.1"})
    void whatIsNoAddressOfAStorageIsRefused(String text) {
        assertThat(refusal(new AdvertiseAddress(text))).isEqualTo(Status.EINVAL);
    }

    @Test
    void anAddressOfIpv6NeedsStorageIds() throws IOException {
        storage.ask(new AdvertiseAddress("2001:db8::7"));
        assertThat(refusal(join())).isEqualTo(Status.EINVAL);
    }

    @Test
    void aStorageThatIsNotTrustedIsFoundInTheIdsByTheAddressThatItSays() throws IOException {
        var ids = ConfiguredStorages.of(List.of(
                new StorageId("7", "group1", List.of("203.0.113.7"), 23000, ReadWriteMode.BOTH),
                new StorageId("8", "group1", List.of("2001:db8::8"), 23000, ReadWriteMode.BOTH)));
        var config = TrackerConfig.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder.resolve("ids"))
                .withIdentities(new Identities(ids, true, false));
        try (TrackerServer withIds = new TrackerServer(config, Clock.systemUTC())) {
            withIds.start();
            for (String[] who : new String[][] {{"203.0.113.7", "7"}, {"2001:db8:0::8", "8"}}) {
                try (Peer peer = new Peer(withIds.address())) {
                    assertThat(peer.refusal(join())).isEqualTo(Status.ENOENT);
                    peer.ask(new AdvertiseAddress(who[0]));
                    peer.ask(join());
                    assertThat(StorageStat.decodeAll(peer.ask(new ListStorages("group1", who[1]))))
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    void listsHaveTheRecordsOfOldClientsWhereThatIsChosen() throws IOException {
        var config = TrackerConfig.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), folder.resolve("old"))
                .withGroupStatLayout(GroupStat.OLD_BYTES);
        try (TrackerServer old = new TrackerServer(config, Clock.systemUTC())) {
            old.start();
            try (Peer peer = new Peer(old.address())) {
                activate(peer);
                assertThat(peer.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS))
                                .left())
                        .isEqualTo(105);
                assertThat(peer.ask(new ListStorages("group1", "")).left()).isEqualTo(612);
            }
        }
    }

    @Test
    void randomFramesLeaveTheTrackerUp() throws IOException {
        long seed = Long.getLong("seed", 42L);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            try (Peer hostile = new Peer(tracker.address())) {
                hostile.sendRandom(random);
            }
        }
        activate(storage);
        assertThat(status()).as("seed %d", seed).isEqualTo(StorageStatus.ACTIVE.code);
    }

    @Test
    void aBodyLongerThanAnyRequestIsRefusedAndTheConnectionGoesOn() throws IOException {
        byte[] longest = new byte[256 * 1024 - Header.BYTES];
        for (Command command : List.of(Command.STORAGE_BEAT, Command.SERVER_LIST_STORAGE, Command.ACTIVE_TEST)) {
            assertThat(storage.statusOf(command, longest)).as("%s", command).isEqualTo(Status.EINVAL.code());
        }
        activate(storage);
    }

    private StorageJoin join() {
        List<String> trackers = List.of(HERE + ":" + tracker.address().getPort());
        return new StorageJoin("group1", 23000, 1, 4, 10, 1, 2, "6.16.1", true, 0, "", HERE, trackers);
    }

    private void activate(Peer peer) throws IOException {
        peer.ask(join());
        peer.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ));
        peer.ask(new StorageBeat(null));
        peer.ask(new DiskUsage(List.of(new DiskUsage.Space(1000, 900))));
    }

    private int status() throws IOException {
        return StorageBrief.decode(storage.ask(new FindStorage(Command.STORAGE_GET_STATUS, "group1", HERE + ":23000")))
                .status();
    }

    private Status refusal(Request request) {
        FdfsException[] refused = new FdfsException[1];
        assertThatThrownBy(() -> storage.ask(request)).isInstanceOfSatisfying(FdfsException.class, e -> refused[0] = e);
        return refused[0].status();
    }
}
