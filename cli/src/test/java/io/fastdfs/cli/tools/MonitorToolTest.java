package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fdfs_monitor and the stat tools against a cluster. */
class MonitorToolTest {
    @TempDir
    static Path folder;

    private static LiveCluster cluster;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = new LiveCluster(folder);
    }

    @AfterAll
    static void stopCluster() throws IOException {
        cluster.close();
    }

    private static ToolRun monitor(String... arguments) {
        return ToolRun.of(
                folder,
                "fdfs_monitor",
                Stream.concat(Stream.of(cluster.conf()), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String head() {
        return "tracker server count=1, current server index=0\n\ntracker server is 127.0.0.1:" + cluster.trackerPort()
                + "\n\n";
    }

    @Test
    void theReportBeginsWithTheTrackerAndHasEveryStorage() {
        ToolRun report = monitor();
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out())
                .startsWith(head() + "group count: 1\n\nGroup 1:\ngroup name = group1\n")
                .contains("\n\tStorage 1:\n\t\tid = 127.0.0.1\n")
                .contains("\t\thost = " + cluster.storageName() + "  ACTIVE\n");
    }

    @Test
    void oneGroupIsListedWithoutItsNumber() {
        assertThat(monitor("list", "group1").out()).startsWith(head() + "group name = group1\n");
        assertThat(monitor("list", "nogroup")).isEqualTo(new ToolRun(0, head(), ""));
    }

    @Test
    void aTrackerMayBeChosenAmongThoseOfTheConf() {
        assertThat(monitor("-h", "127.0.0.1:" + cluster.trackerPort()).out()).startsWith(head());
        assertThat(monitor("-h127.0.0.1:" + cluster.trackerPort(), "list", "nogroup")
                        .out())
                .isEqualTo(head());
        ToolRun other = monitor("-h", "127.0.0.2");
        assertThat(other).isEqualTo(new ToolRun(2, "tracker server: 127.0.0.2 not exists!\n", ""));
        ToolRun noName = monitor("-h", "no such host");
        assertThat(noName.code()).isEqualTo(22);
        assertThat(noName.out())
                .isEqualTo("resolve ip address of tracker server: no such host fail!, error info: Unknown host\n");
    }

    @Test
    void aStorageAtWorkIsNotForgotten() {
        ToolRun delete = monitor("delete", "group1", "127.0.0.1");
        assertThat(delete.code()).isEqualTo(1);
        assertThat(delete.out())
                .isEqualTo(head() + "delete storage server group1::127.0.0.1 fail, error no: 16, error info:"
                        + " Device or resource busy\n");
    }

    @Test
    void aStorageThatNobodyKnowsCannotBeForgotten() {
        ToolRun delete = monitor("delete", "group1", "10.0.0.9");
        assertThat(delete.code()).isEqualTo(1);
        assertThat(delete.out())
                .isEqualTo(head() + "delete storage server group1::10.0.0.9 fail, error no: 2, error info:"
                        + " No such file or directory\n");
    }

    @Test
    void aGroupWithStoragesIsNotForgotten() {
        assertThat(monitor("delete", "group1").out())
                .isEqualTo(head() + "delete group: group1 fail, error no: 16, error info: Device or resource busy\n");
        assertThat(monitor("delete", "nogroup").out())
                .isEqualTo(head() + "delete group: nogroup fail, error no: 2, error info: No such file or directory\n");
    }

    @Test
    void withoutTrunkFilesThereIsNoTrunkServer() {
        ToolRun set = monitor("set_trunk_server", "group1", "127.0.0.1");
        assertThat(set.code()).isEqualTo(1);
        assertThat(set.out())
                .isEqualTo(head() + "set trunk server group1::127.0.0.1 fail, error no: 95, error info:"
                        + " Operation not supported\n");
    }

    @Test
    void anUnknownCommandIsNamed() {
        ToolRun bogus = monitor("bogus");
        assertThat(bogus.code()).isEqualTo(1);
        assertThat(bogus.out()).startsWith(head() + "Invalid command bogus\n\n\nUsage:\n  fdfs_monitor ");
    }

    @Test
    void aChangeWithoutItsGroupShowsTheUsage() {
        assertThat(monitor("delete").code()).isEqualTo(1);
        assertThat(monitor("set_trunk_server").out()).startsWith(head() + "\nUsage:\n");
        assertThat(monitor("-h")).isEqualTo(new ToolRun(1, usage(), ""));
    }

    @Test
    void helpIsNoFailure() {
        assertThat(ToolRun.of(folder, "fdfs_monitor", "-h")).isEqualTo(new ToolRun(0, usage(), ""));
    }

    private static String usage() {
        return """

            Usage:
              fdfs_monitor <client_cfg_file> [-h <tracker_server>]
              [list|delete|set_trunk_server <group_name> [storage_id]]

            Note:
              a tracker server is host[:port], and its port is 22122 unless it says another
              fdfs_monitor alone means fdfs_monitor /etc/fdfs/client.conf

            """;
    }

    @Test
    void storagesAreListed() {
        ToolRun list = ToolRun.of(folder, "fdfs_storage_stat", "-c", cluster.conf(), "-A");
        assertThat(list.code()).isZero();
        assertThat(list.out())
                .matches("\n" + cluster.storageName()
                        + " ACTIVE, connections \\{alloc: \\d+, current: \\d+, max: \\d+}\n"
                        + "\nstorage server count: 1\n\n");
        assertThat(ToolRun.of(folder, "fdfs_storage_stat", "-c", cluster.conf(), "-N"))
                .isEqualTo(new ToolRun(0, "", ""));
    }

    @Test
    void volumesAreListed() {
        assertThat(ToolRun.of(folder, "fdfs_volumn_stat", "-c", cluster.conf()).out())
                .startsWith("\ngroup1 disk_available: ")
                .endsWith("\n\nstorage volumn / group count: 1\n\n");
    }

    @Test
    void trackersAreListedByTheirLeader() {
        ToolRun list = ToolRun.of(folder, "fdfs_tracker_stat", "-c", cluster.conf(), "-d");
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out())
                .startsWith("\n127.0.0.1:" + cluster.trackerPort() + ", is_leader: 1, is_active: 1, ")
                .endsWith("\n\n\ntracker server count: 1\n\n");
    }

    @Test
    void aStatToolThatFailsExitsWithItsReason() {
        ToolRun missing = ToolRun.of(folder, "fdfs_volumn_stat", "-c", "missing.conf");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).isEmpty();
    }
}
