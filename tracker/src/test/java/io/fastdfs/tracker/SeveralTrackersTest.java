package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.AllowedHost;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.JoinLeader;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.PingLeader;
import io.fastdfs.protocol.tracker.ReplicaChange;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.AllowedPeers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers of one cluster, and the storages that tell them of each other. */
class SeveralTrackersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path base;

    private final List<TrackerServer> trackers = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private AllowedPeers allowed = AllowedPeers.EVERYBODY;

    @AfterEach
    void stop() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        trackers.forEach(TrackerServer::close);
    }

    private void start(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            startNext();
        }
    }

    private void startNext() throws IOException {
        TrackerServer tracker = tracker(trackers.size(), 0);
        trackers.add(tracker);
        addresses.add(tracker.address());
        tracker.start();
    }

    private TrackerServer tracker(int number, int port) throws IOException {
        InetSocketAddress bind = new InetSocketAddress("127.0.1." + (number + 1), port);
        TrackerConfig config = TrackerConfig.defaults(bind, base.resolve("t" + number));
        return new TrackerServer(config.withAllowed(allowed), Clock.systemUTC());
    }

    /** From now on trackers hear storages, and this test, but not each other. No storage is connected any more. */
    private void cutTrackersOff() throws IOException {
        for (Peer peer : peers) {
            peer.close();
        }
        allowed = AllowedPeers.of(
                List.of(new AllowedHost.Named(List.of("127.0.0.1", "127.0.1.9", "127.0.1.11", "127.0.1.12"))));
        for (int i = 0; i < trackers.size(); i++) {
            kill(i);
            restart(i);
        }
    }

    private void kill(int number) {
        trackers.get(number).close();
    }

    private void restart(int number) throws IOException {
        TrackerServer again = tracker(number, addresses.get(number).getPort());
        trackers.set(number, again);
        again.start();
    }

    private List<String> list() {
        return addresses.stream()
                .map(tracker -> tracker.getAddress().getHostAddress() + ":" + tracker.getPort())
                .toList();
    }

    private Peer peer(int tracker, String from) throws IOException {
        Peer peer = new Peer(addresses.get(tracker), from);
        peers.add(peer);
        return peer;
    }

    private StorageJoin join(int tracker, boolean fresh, int status) {
        String reached = addresses.get(tracker).getAddress().getHostAddress();
        return new StorageJoin("group1", 23000, 1, 4, 10, 1, 2, "6.16.1", fresh, status, "", reached, list());
    }

    /** A storage that serves already, with a connection to one tracker. */
    private Peer storage(int tracker, String address) throws IOException {
        Peer storage = peer(tracker, address);
        storage.ask(join(tracker, false, StorageStatus.ACTIVE.code));
        storage.ask(new StorageBeat(null));
        return storage;
    }

    private void storageEverywhere(String address) throws IOException {
        for (int i = 0; i < trackers.size(); i++) {
            storage(i, address);
        }
    }

    /** The leader as a tracker knows it. */
    private Optional<String> leaderAt(int tracker) throws IOException {
        try (Peer peer = new Peer(addresses.get(tracker))) {
            return Optional.of(
                    peer.ask(new EmptyRequest(Command.SERVER_GET_LEADER)).restText());
        } catch (FdfsException e) {
            return Optional.empty();
        }
    }

    private boolean leads(int tracker) throws IOException {
        try (Peer peer = new Peer(addresses.get(tracker))) {
            return TrackerStatus.decode(peer.ask(new EmptyRequest(Command.TRACKER_GET_STATUS)))
                    .leader();
        }
    }

    /** Waits until these trackers name the same leader, and it is one of them. */
    private int awaitLeader(int... among) {
        int[] found = new int[1];
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            Optional<String> leader = leaderAt(among[0]);
            for (int tracker : among) {
                assertThat(leaderAt(tracker)).isPresent().isEqualTo(leader);
            }
            found[0] = list().indexOf(leader.orElseThrow());
            assertThat(among).contains(found[0]);
            assertThat(leads(found[0])).isTrue();
        });
        return found[0];
    }

    private static int other(int... than) {
        for (int i = 0; ; i++) {
            int candidate = i;
            if (Arrays.stream(than).noneMatch(taken -> taken == candidate)) {
                return candidate;
            }
        }
    }

    @Test
    void allTrackersNameOneLeader() throws IOException {
        start(3);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1, 2);
        assertThat(leads(other(leader))).isFalse();
    }

    @Test
    void whenTheLeaderDiesAnotherOneLeadsAndItFollowsWhenItIsBack() throws IOException {
        start(3);
        storageEverywhere("127.0.1.11");
        int first = awaitLeader(0, 1, 2);
        kill(first);
        int one = other(first);
        int two = other(first, one);
        int second = awaitLeader(one, two);
        restart(first);
        storage(first, "127.0.1.11");
        assertThat(awaitLeader(0, 1, 2)).isEqualTo(second);
    }

    @Test
    void theLastOfTwoTrackersLeadsWithTheStorages() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int first = awaitLeader(0, 1);
        kill(first);
        assertThat(awaitLeader(other(first))).isNotEqualTo(first);
    }

    @Test
    void aLeaderWithoutMostOfTheClusterLeadsNoMore() throws IOException {
        start(3);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1, 2);
        kill(other(leader));
        kill(other(leader, other(leader)));
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(leads(leader)).isFalse();
            assertThat(leaderAt(leader)).isEmpty();
        });
    }

    @Test
    void ofTrackersThatDoNotReachEachOtherTheOneWithTheStoragesLeads() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        storageEverywhere("127.0.1.12");
        cutTrackersOff();
        storageEverywhere("127.0.1.11");
        storage(1, "127.0.1.12");
        assertThat(awaitLeader(1)).isEqualTo(1);
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(leads(0)).isFalse());
    }

    @Test
    void ofTwoLeadersThatDoNotReachEachOtherNoneIsLeftOnceAStorageHasSeenBoth() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        cutTrackersOff();
        storageEverywhere("127.0.1.11");
        Awaitility.await().atMost(SOON).until(() -> leads(0) && leads(1));
        for (int tracker : List.of(0, 1)) {
            peer(tracker, "127.0.1.11").ask(new EmptyRequest(Command.TRACKER_NOTIFY_RESELECT_LEADER));
        }
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> !leads(0) && !leads(1));
    }

    @Test
    void membersHearFromTheLeaderOnly() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1);
        Peer atLeader = storage(leader, "127.0.1.12");
        Peer atFollower = peer(other(leader), "127.0.1.12");
        atFollower.ask(join(other(leader), false, StorageStatus.ACTIVE.code));
        assertThat(ChangeList.decode(atFollower.ask(new StorageBeat(null))).flags())
                .isZero();
        StorageBrief third = new StorageBrief(StorageStatus.OFFLINE.code, 23000, "127.0.1.13", "127.0.1.13");
        atLeader.ask(new ReplicaChange(List.of(third)));
        atFollower.ask(new ReplicaChange(List.of(third)));
        assertThat(atLeader.ask(new ListStorages("group1", "")).left())
                .as("the leader knows better")
                .isLessThan((int) atFollower.ask(new ListStorages("group1", "")).left());
    }

    @Test
    void aStorageThatSeesTwoLeadersMakesTheLeaderStepDown() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1);
        var complaint = new EmptyRequest(Command.TRACKER_NOTIFY_RESELECT_LEADER);
        assertThat(peer(other(leader), "127.0.1.11").refusal(complaint)).isEqualTo(Status.EOPNOTSUPP);
        peer(leader, "127.0.1.11").ask(complaint);
        awaitLeader(0, 1);
    }

    @Test
    void aLeaderThatHearsOfAnotherStepsDownAndRefuses() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1);
        String otherOne = list().get(other(leader));
        Peer peer = peer(leader, "127.0.1.9");
        assertThat(peer.refusal(new Leader(Command.TRACKER_NOTIFY_NEXT_LEADER, otherOne)))
                .isEqualTo(Status.EINVAL);
        assertThat(peer.refusal(new Leader(Command.TRACKER_NOTIFY_NEXT_LEADER, "127.0.1.99:1")))
                .isEqualTo(Status.ENOENT);
        assertThat(peer.refusal(new Leader(Command.TRACKER_COMMIT_NEXT_LEADER, otherOne)))
                .as("never announced")
                .isEqualTo(Status.EINVAL);
        awaitLeader(0, 1);
    }

    @Test
    void aTrackerJoinsOnceBeforeItPings() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1);
        int follower = other(leader);
        int port = addresses.get(follower).getPort();
        var join = new JoinLeader(1, "6.16.1", port);
        var ping = new PingLeader(new Connections(1, 2, 3));
        Peer peer = peer(leader, "127.0.1." + (follower + 1));
        assertThat(peer.refusal(ping)).isEqualTo(Status.EINVAL);
        peer.ask(join);
        assertThat(peer.ask(ping).left()).isEqualTo(32);
        assertThat(peer.ask(ping).left()).as("told once").isZero();
        assertThat(peer.refusal(join)).isEqualTo(Status.EEXIST);
        assertThat(peer(follower, "127.0.1.9").refusal(join)).isEqualTo(Status.EOPNOTSUPP);
    }

    @Test
    void aTrackerFromAnAddressThatNobodyListsFollowsAndDoesNotCount() throws IOException {
        start(1);
        storage(0, "127.0.1.11");
        Peer stranger = peer(0, "127.0.1.9");
        stranger.ask(new JoinLeader(1, "6.16.1", 22122));
        stranger.ask(new PingLeader(new Connections(1, 2, 3)));
        assertThat(TrackerStats.decode(stranger.ask(new GetTrackers(0, false, false)))
                        .trackers())
                .extracting(TrackerStats.Tracker::host)
                .containsExactlyElementsOf(list());
    }

    @Test
    void theLeaderShowsAllTrackers() throws IOException {
        start(2);
        storageEverywhere("127.0.1.11");
        int leader = awaitLeader(0, 1);
        Peer peer = peer(leader, "127.0.1.9");
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(TrackerStats.decode(peer.ask(new GetTrackers(1, true, false)))
                                .trackers())
                        .extracting(TrackerStats.Tracker::host)
                        .containsExactlyElementsOf(list()));
        assertThat(peer(other(leader), "127.0.1.9").refusal(new GetTrackers(0, false, false)))
                .isEqualTo(Status.EOPNOTSUPP);
    }

    @Test
    void aTrackerThatKnowsNothingTakesTheStateOfAnother() throws IOException {
        start(1);
        storage(0, "127.0.1.11");
        storage(0, "127.0.1.12");
        startNext();
        Peer third = storage(1, "127.0.1.13");
        assertThat(third.ask(new ListStorages("group1", "")).left()).isEqualTo(3 * 487);
        assertThat(base.resolve("t1/data/storage_servers_new.dat"))
                .content()
                .contains("127.0.1.11", "127.0.1.12", "127.0.1.13");
    }

    @Test
    void whileNobodyCanBeAskedAFreshStorageWaitsAndOneWithFilesMayJoin() throws IOException {
        start(2);
        kill(1);
        assertThat(peer(0, "127.0.1.11").refusal(join(0, true, 0))).isEqualTo(Status.EAGAIN);
        storage(0, "127.0.1.12");
        Peer fresh = peer(0, "127.0.1.11");
        fresh.ask(join(0, true, 0));
        assertThat(fresh.ask(new EmptyRequest(Command.STORAGE_SYNC_DEST_REQ)).left())
                .as("it is filled by the one that is there")
                .isEqualTo(24);
    }

    @Test
    void aCopyOfTheStateIsOfOneMomentAndEndsWithItsConnection() throws IOException {
        start(1);
        storage(0, "127.0.1.11");
        var begin = new EmptyRequest(Command.TRACKER_GET_SYS_FILES_START);
        try (Peer copying = new Peer(addresses.getFirst())) {
            copying.ask(begin);
            assertThat(peer(0, "127.0.1.9").refusal(begin)).isEqualTo(Status.EBUSY);
        }
        Peer next = peer(0, "127.0.1.9");
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> next.ask(begin).left() == 0);
        assertThat(next.ask(new EmptyRequest(Command.TRACKER_GET_SYS_FILES_END)).left())
                .isZero();
    }
}
