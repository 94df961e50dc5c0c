package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageId;
import io.fastdfs.protocol.tracker.ReadWriteMode;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import io.fastdfs.tracker.identity.ConfiguredStorages;
import io.fastdfs.tracker.identity.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fdfs doctor} looks at clusters that are broken in one way each. */
class DoctorTest {
    private static final String T1 = "127.0.0.41";
    private static final String T2 = "127.0.0.42";
    private static final String A = "127.0.0.43";
    private static final String B = "127.0.0.44";
    private static final String ELSEWHERE = "127.0.0.45";

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

    private static TrackerConfig reserving(TrackerConfig config, ReservedSpace space) {
        return config.withPolicy(Policy.defaults(space));
    }

    /** Without a reserve, as the disk of this machine may be full. */
    private String tracker(String address) throws IOException {
        return cluster.tracker(address, config -> reserving(config, new ReservedSpace.Megabytes(0)), Clock.systemUTC());
    }

    private void storage(String address) throws IOException {
        cluster.storage("group1", address);
        cluster.await("group1", address, StorageStatus.ACTIVE);
    }

    private void twoStorages() throws IOException {
        storage(A);
        storage(B);
        cluster.awaitLeader();
    }

    /** The part of the report under one check. */
    private String finding(String check) {
        TestCluster.Run run = cluster.fdfs("doctor");
        assertThat(run.err()).isEmpty();
        String[] parts = run.out().split("(?m)^(?=ok |PROBLEM |note )");
        return Stream.of(parts)
                .filter(part -> part.lines().findFirst().orElse("").endsWith(" " + check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not in " + run.out()));
    }

    private void assertProblem(String check, String... words) {
        await(() -> assertThat(finding(check))
                .startsWith("PROBLEM ")
                .contains("\n           -> ")
                .contains(words));
        assertThat(cluster.fdfs("doctor").code()).isEqualTo(1);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    private void assertNote(String check, String... words) {
        await(() -> assertThat(finding(check))
                .startsWith("note ")
                .contains("\n           -> ")
                .contains(words));
    }

    @Test
    void aClusterWithoutProblemsIsHealthy() throws IOException {
        tracker(T1);
        tracker(T2);
        twoStorages();
        TestCluster.Run run = cluster.fdfs("doctor");
        assertThat(run.out())
                .startsWith("2 trackers, 1 group, 2 storages")
                .endsWith("The cluster is healthy.")
                .doesNotContain("PROBLEM")
                .contains("ok       all trackers answer", "ok       the clocks agree", "ok       replication keeps up");
        assertThat(run.code()).isZero();
        TestCluster.Run json = cluster.fdfs("doctor", "--json");
        assertThat(json.out()).startsWith("{\"healthy\":true,\"trackers\":2,").contains("\"severity\":\"note\"");
        assertThat(TestCluster.run("doctor", "--nonsense").code()).isEqualTo(2);
    }

    @Test
    void aTrackerThatIsDownIsNamed() throws IOException {
        String first = tracker(T1);
        String second = tracker(T2);
        twoStorages();
        cluster.stopTracker(1);
        TestCluster.Run run = TestCluster.run("doctor", "--tracker", second, "--tracker", first);
        assertThat(run.out()).contains("PROBLEM  all trackers answer", "tracker " + second + ": cannot reach");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aClusterWithoutAnyTrackerIsNotHealthy() {
        TestCluster.Run run = TestCluster.run("doctor", "--tracker", ELSEWHERE + ":1");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("PROBLEM  all trackers answer", "cannot reach " + ELSEWHERE + ":1");
    }

    @Test
    void trackersWithoutALeaderAreTold() throws IOException {
        tracker(T1);
        assertProblem("the trackers agree on one leader", "tracker " + T1, "knows no tracker that leads");
    }

    @Test
    void twoClustersInOneListHaveTwoLeaders() throws IOException {
        String first = tracker(T1);
        storage(A);
        try (TestCluster other = new TestCluster(base.resolve("other"))) {
            String second = other.tracker(T2);
            other.storage("group1", B);
            other.await("group1", B, StorageStatus.ACTIVE);
            TestCluster.Run run = TestCluster.run("doctor", "--tracker", first, "--tracker", second);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains("PROBLEM  the trackers agree on one leader", "2 of them lead");
        }
    }

    @Test
    void aStorageThatHasNotJoinedEveryTrackerIsTold() throws IOException {
        tracker(T1);
        storage(B);
        tracker(T2);
        cluster.storage("group1", A);
        assertProblem(
                "the trackers see the same storages",
                "storage group1/" + B,
                "tracker " + T2,
                "sees it as OFFLINE, the leader as ACTIVE");
    }

    @Test
    void aStorageThatOneTrackerDoesNotKnowIsTold() throws IOException {
        tracker(T1);
        tracker(T2);
        twoStorages();
        try (SimulatedMember onlyHere = cluster.member(ELSEWHERE, "6.16.1")) {
            assertProblem("the trackers see the same storages", "storage group1/" + ELSEWHERE, "know it");
            onlyHere.changedAt(0);
        }
    }

    @Test
    void trackersThatDecideDifferentlyAreTold() throws IOException {
        tracker(T1);
        cluster.tracker(T2, config -> reserving(config, new ReservedSpace.Megabytes(7)), Clock.systemUTC());
        twoStorages();
        assertProblem("the trackers decide the same for all storages", "reserved_storage_space: is 0MB", "7MB");
    }

    @Test
    void trackersWithDifferentStorageIdsAreTold() throws IOException {
        for (String address : List.of(T1, T2)) {
            var ids = ConfiguredStorages.of(List.of(
                    new StorageId("1", "group1", List.of(A), cluster.storagePort(), ReadWriteMode.BOTH),
                    new StorageId("2", "group1", List.of(address), 7, ReadWriteMode.BOTH)));
            cluster.tracker(
                    address, config -> config.withIdentities(new Identities(ids, true, true)), Clock.systemUTC());
        }
        cluster.storage("group1", A);
        cluster.await("group1", "1", StorageStatus.ACTIVE);
        assertProblem(
                "the trackers decide the same for all storages",
                "only at tracker " + T1,
                ": 2 group1 " + T1 + ":7",
                ": 2 group1 " + T2 + ":7");
    }

    @Test
    void oneTrackerIsOneByWhateverName() throws IOException {
        String host = tracker("127.0.0.1");
        int port = Integer.parseInt(host.substring(host.indexOf(':') + 1));
        cluster.storage("group1", A);
        cluster.await("group1", A, StorageStatus.ACTIVE);
        TestCluster.Run run = TestCluster.run("doctor", "--tracker", "localhost:" + port);
        assertThat(run.out()).startsWith("1 tracker, 1 group, 1 storage").doesNotContain("PROBLEM");
    }

    @Test
    void anAddressThatIsHandedOutAndNotReachedIsTold() throws IOException {
        tracker(T1);
        ServerAddress nobody =
                ServerAddress.parse(ELSEWHERE, ServerAddress.NO_PORT).orElseThrow();
        cluster.storage("group1", A, config -> config.with(config.connections().advertise(nobody)));
        cluster.await("group1", ELSEWHERE, StorageStatus.ACTIVE);
        assertProblem(
                "every storage answers at the address that trackers hand out",
                "cannot reach " + ELSEWHERE,
                "fdfs_advertised_address");
    }

    @Test
    void anAddressOfTwoStoragesIsTold() throws IOException {
        tracker(T1);
        storage(A);
        cluster.stopStorage(A);
        delete(cluster.folder(A));
        cluster.storage("group2", A);
        cluster.await("group2", A, StorageStatus.ACTIVE);
        assertProblem(
                "each address is that of one storage, for every machine",
                "is the address of 2 storages: group1/" + A + " (OFFLINE), group2/" + A + " (ACTIVE)");
    }

    @Test
    void twoStoragesThatCallThemselvesTheSameAreTold() throws IOException {
        tracker(T1);
        storage(A);
        long started = Clock.systemUTC().instant().getEpochSecond();
        // Processes of one second look the same.
        Awaitility.await().until(() -> Clock.systemUTC().instant().getEpochSecond() > started);
        ServerAddress taken = ServerAddress.parse(A, ServerAddress.NO_PORT).orElseThrow();
        cluster.storage("group1", B, config -> config.with(config.connections().advertise(taken)));
        assertProblem(
                "each address is that of one storage, for every machine",
                "storage group1/" + A,
                "another process has joined as this storage");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aStorageThatHasMovedAndALoopbackAddressAreNotes() throws IOException {
        tracker(T1);
        twoStorages();
        cluster.stopStorage(A);
        try (var moved = cluster.moved("group1", A, ELSEWHERE)) {
            cluster.await("group1", ELSEWHERE, StorageStatus.ACTIVE);
            assertThat(moved.address().getHostString()).isEqualTo(ELSEWHERE);
            assertNote(
                    "each address is that of one storage, for every machine",
                    "storage group1/" + A,
                    "has another address since",
                    "only their own machine reaches a loopback address");
        }
    }

    @Test
    void aStorageThatIsOffAndOneThatWaitsForItAreTold() throws IOException {
        tracker(T1);
        storage(A);
        cluster.stopStorage(A);
        cluster.await("group1", A, StorageStatus.OFFLINE);
        cluster.storage("group1", B);
        cluster.await("group1", B, StorageStatus.INIT);
        assertProblem(
                "every storage is ACTIVE",
                "storage group1/" + A,
                "OFFLINE: the last heartbeat was at ",
                "fdfs storage delete group1 " + A,
                "storage group1/" + B,
                "INIT: is new",
                "No other storage of group1 is ACTIVE");
    }

    @Test
    void aDeletedStorageIsANote() throws IOException {
        tracker(T1);
        twoStorages();
        cluster.stopStorage(A);
        cluster.await("group1", A, StorageStatus.OFFLINE);
        assertThat(cluster.fdfs("storage", "delete", "--yes", "group1", A).code())
                .isZero();
        assertNote("every storage is ACTIVE", "storage group1/" + A, "DELETED, and kept in the lists");
    }

    @Test
    void aGroupWithOneStorageOrNoneIsANote() throws IOException {
        tracker(T1);
        storage(A);
        assertNote("each group has more than one storage", "group group1: has one storage");
        cluster.stopStorage(A);
        cluster.await("group1", A, StorageStatus.OFFLINE);
        assertThat(cluster.fdfs("storage", "delete", "--yes", "group1", A).code())
                .isZero();
        assertNote("each group has more than one storage", "group group1: has no storage", "fdfs group delete group1");
    }

    @Test
    void changesThatAStorageHasNotHadForLongAreTold() throws IOException {
        tracker(T1);
        twoStorages();
        cluster.stopStorage(B);
        cluster.await("group1", B, StorageStatus.OFFLINE);
        try (FastdfsClient client = cluster.client()) {
            client.upload(Content.of(new byte[] {1}).withExtension("bin"));
        }
        cluster.stopStorage(A);
        Path binlog = cluster.folder(A).resolve("data/sync/binlog.000");
        long hourAgo = Clock.systemUTC().instant().getEpochSecond() - 3600;
        Files.writeString(binlog, Files.readString(binlog).replaceFirst("^\\d{10} ", hourAgo + " "));
        storage(A);
        assertProblem(
                "replication keeps up",
                B + " is 1 changes behind, the oldest 36",
                "They are sent when " + B + ", which is OFFLINE, is back.");
    }

    @Test
    void ofStoragesOfCTheTimesOfChangesAreCompared() throws IOException {
        tracker(T1);
        try (SimulatedMember a = cluster.member(A, "6.16.1");
                SimulatedMember b = cluster.member(B, "6.16.1")) {
            a.changedAt(Clock.systemUTC().instant().getEpochSecond());
            assertProblem(
                    "replication keeps up",
                    "storage group1/" + B,
                    "has never had a change of the others, storage group1/" + A);
            b.changedAt(0);
        }
    }

    @Test
    void aTrackerWhoseClockIsWrongIsTold() throws IOException {
        tracker(T1);
        cluster.tracker(
                T2,
                config -> reserving(config, new ReservedSpace.Megabytes(0)),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        twoStorages();
        assertProblem("the clocks agree", "tracker " + T2, "its clock is 3", " s ahead of the one of this machine");
    }

    @Test
    void releasesThatDoNotUnderstandEachOtherAreToldAndOthersAreNoted() throws IOException {
        tracker(T1);
        storage(A);
        try (SimulatedMember later = cluster.member(B, "6.15.2")) {
            assertNote("all servers are of one release", "6.15.2: storage group1/" + B, "6.16.1: storage group1/" + A);
            later.changedAt(0);
        }
        try (SimulatedMember old = cluster.member(B, "5.12")) {
            assertProblem("all servers are of one release", "5.12: storage group1/" + B, "since do not understand");
            old.changedAt(0);
        }
    }

    @Test
    void aGroupThatIsFullIsTold() throws IOException {
        cluster.tracker(T1, config -> reserving(config, new ReservedSpace.Megabytes(1L << 40)), Clock.systemUTC());
        twoStorages();
        assertProblem("there is free space", "group group1", "takes no uploads", "reserved_storage_space");
    }

    @Test
    void whatTakesNoFilesIsTold() throws IOException {
        var ids = ConfiguredStorages.of(
                List.of(new StorageId("1", "group1", List.of(A), cluster.storagePort(), ReadWriteMode.READ_ONLY)));
        cluster.tracker(T1, config -> config.withIdentities(new Identities(ids, true, true)), Clock.systemUTC());
        cluster.storage("group1", A);
        cluster.await("group1", "1", StorageStatus.ACTIVE);
        assertProblem(
                "every group and disk may be read and written",
                "storage group1/1 at " + A,
                "is for reading only",
                "group group1: takes no uploads");
    }

    @Test
    void aDiskThatCannotBeWrittenIsTold() throws IOException {
        tracker(T1);
        Path disk = base.resolve("disk");
        cluster.storage("group1", A, config -> config.withStorePaths(List.of(disk)));
        cluster.await("group1", A, StorageStatus.ACTIVE);
        assertThat(finding("every group and disk may be read and written")).startsWith("ok ");
        Files.move(disk, base.resolve("pulled"));
        assertProblem("every group and disk may be read and written", disk + " cannot be written");
    }

    @Test
    void twoStorePathsOnOneFileSystemAreTold() throws IOException {
        tracker(T1);
        Path one = base.resolve("one");
        Path two = base.resolve("two");
        cluster.storage("group1", A, config -> config.withStorePaths(List.of(one, two)));
        cluster.await("group1", A, StorageStatus.ACTIVE);
        assertProblem("each store path is a disk of its own", one + " and " + two + " are on one file system");
    }

    @Test
    void membersThatAreConfiguredDifferentlyAreTold() throws IOException {
        tracker(T1);
        storage(A);
        cluster.storage(
                "group1",
                B,
                config -> config.withStorePaths(List.of(base.resolve("one"), base.resolve("two")))
                        .withFsyncAfterWrittenBytes(4096)
                        .with(new StorageConfig.Intervals(
                                Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(1))));
        assertProblem(
                "the members of a group are configured alike",
                "store_path_count: 1 at " + A + "; 2 at " + B,
                "fsync_after_written_bytes: 0 at " + A + "; 4096 at " + B);
    }
}
