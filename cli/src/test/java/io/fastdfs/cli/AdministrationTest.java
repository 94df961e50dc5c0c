package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.conf.AllowedHost;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.AllowedPeers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands that change the cluster itself. */
class AdministrationTest {
    private static final String GONE = "127.0.0.43";

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

    /** Two trackers that know two storages, one of which is stopped. */
    private String twoTrackersAndAStoppedStorage() throws IOException {
        String first = cluster.tracker("127.0.0.41");
        cluster.tracker("127.0.0.42");
        cluster.storage("group1", GONE);
        cluster.storage("group1", "127.0.0.44");
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
        cluster.await("group1", "127.0.0.44", StorageStatus.ACTIVE);
        cluster.awaitLeader();
        cluster.stopStorage(GONE);
        cluster.await("group1", GONE, StorageStatus.OFFLINE);
        return first;
    }

    @Test
    void aStorageThatIsDeletedAtOneTrackerIsDeletedAtAllThatTheLeaderLists() throws IOException {
        String first = twoTrackersAndAStoppedStorage();
        TestCluster.Run run = TestCluster.run("storage", "delete", "--yes", "group1", GONE, "--tracker", first);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("storage " + GONE + " of group1 deleted at ")
                .contains("127.0.0.41", ".42:");
        assertThat(run.code()).isZero();
        cluster.await("group1", GONE, StorageStatus.DELETED);
        TestCluster.Run again = cluster.fdfs("storage", "delete", "--yes", "group1", GONE);
        assertThat(again.err()).contains("the storage is deleted already (114)");
        assertThat(again.code()).isEqualTo(1);
    }

    @Test
    void aStorageIsDeletedByHostAndPortToo() throws IOException {
        twoTrackersAndAStoppedStorage();
        String host = GONE + ":" + cluster.storagePort();
        assertThat(cluster.fdfs("storage", "delete", "-y", "group1", host).code())
                .isZero();
        cluster.await("group1", GONE, StorageStatus.DELETED);
    }

    @Test
    void aTrackerThatIsDownIsToldOf() throws IOException {
        twoTrackersAndAStoppedStorage();
        String down = "127.0.0.49:1";
        TestCluster.Run run = cluster.fdfs("storage", "delete", "--yes", "group1", GONE, "--tracker", down);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("deleted at 127.0.0.41:");
        assertThat(run.err()).contains("cannot reach " + down, "run this again when it is up");
    }

    @Test
    void aStorageAtWorkIsNotDeleted() throws IOException {
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", GONE);
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
        TestCluster.Run run = cluster.fdfs("storage", "delete", "--yes", "group1", GONE);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the storage is at work; stop it first (16)");
        assertThat(cluster.fdfs("group", "delete", "--yes", "group1").err()).contains("the group has storages");
        assertThat(cluster.fdfs("storage", "delete", "--yes", "group1", "10.0.0.9")
                        .err())
                .contains("no such group or storage");
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
    }

    @Test
    void aGroupIsDeletedWhenItHasNoStorage() throws IOException {
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", GONE);
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
        cluster.stopStorage(GONE);
        cluster.await("group1", GONE, StorageStatus.OFFLINE);
        assertThat(cluster.fdfs("storage", "delete", "--yes", "group1", GONE).code())
                .isZero();
        cluster.stopTracker(0);
        cluster.tracker("127.0.0.41");
        TestCluster.Run run = cluster.fdfs("group", "delete", "--yes", "group1");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("group group1 deleted at 127.0.0.41:");
        assertThat(cluster.fdfs("group", "delete", "--yes", "group1").err()).contains("no such group (2)");
    }

    @Test
    void withoutTrunkFilesThereIsNoTrunkServerToSet() throws IOException {
        cluster.tracker("127.0.0.41");
        cluster.storage("group1", GONE);
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
        TestCluster.Run run = cluster.fdfs("group", "set-trunk-server", "--yes", "group1", GONE);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the cluster has no trunk files (95)");
    }

    @Test
    void whoIsNoAdministratorIsToldWhichKeySaysSo() throws IOException {
        cluster.tracker(
                "127.0.0.41",
                config -> config.withAdmins(AllowedPeers.of(List.of(new AllowedHost.Named(List.of("10.0.0.1"))))),
                Clock.systemUTC());
        cluster.storage("group1", GONE);
        cluster.await("group1", GONE, StorageStatus.ACTIVE);
        cluster.stopStorage(GONE);
        cluster.await("group1", GONE, StorageStatus.OFFLINE);
        for (String[] change : List.of(
                new String[] {"storage", "delete", "--yes", "group1", GONE},
                new String[] {"group", "delete", "--yes", "group1"},
                new String[] {"group", "set-trunk-server", "--yes", "group1"})) {
            TestCluster.Run run = cluster.fdfs(change);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("fdfs_admin_allow_hosts");
        }
    }

    @Test
    void whereNobodyCanBeAskedAChangeNeedsYes() throws IOException {
        twoTrackersAndAStoppedStorage();
        TestCluster.Run run = cluster.fdfs("storage", "delete", "group1", GONE);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("This deletes storage " + GONE + " of group1", "add --yes");
        try (FastdfsClient client = cluster.client()) {
            assertThat(client.storages("group1"))
                    .extracting(StorageStat::status)
                    .containsExactly(StorageStatus.OFFLINE, StorageStatus.ACTIVE);
        }
    }

    @Test
    void aPersonMustTypeYes() {
        CommandLine line = Fdfs.commandLine().setErr(new PrintWriter(new StringWriter()));
        StringBuilder asked = new StringBuilder();
        assertThat(answering("yes", asked).given(line.getCommandSpec(), "This deletes all."))
                .isTrue();
        assertThat(asked).hasToString("This deletes all. Type yes to do it: ");
        assertThat(answering("y", asked).given(line.getCommandSpec(), "")).isFalse();
        assertThat(answering("", asked).given(line.getCommandSpec(), "")).isFalse();
        Confirmation nobody = new Confirmation(_ -> Optional.empty());
        assertThatThrownBy(() -> nobody.given(line.getCommandSpec(), "")).isInstanceOf(ParameterException.class);
    }

    private static Confirmation answering(String answer, StringBuilder asked) {
        return new Confirmation(question -> {
            asked.append(question);
            return Optional.of(answer);
        });
    }
}
