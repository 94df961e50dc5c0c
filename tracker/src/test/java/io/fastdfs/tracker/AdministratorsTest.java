package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.leader.TrackerList;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may change the cluster where no {@code fdfs_admin_allow_hosts} says it. */
class AdministratorsTest {
    private static final String HERE = "10.0.0.1";
    private static final String OTHER_TRACKER = "10.0.0.2";
    private static final String STORAGE = "10.0.0.3";
    private static final String ELSEWHERE = "10.0.0.4";

    @TempDir
    private Path folder;

    private Cluster cluster;
    private Administrators administrators;

    @BeforeEach
    void aClusterOfTwoTrackersAndAStorage() throws IOException {
        cluster = new Cluster(
                Policy.defaults(new ReservedSpace.Megabytes(0)),
                Identities.byAddress(),
                StateFolder.below(folder),
                Clock.systemUTC());
        List<String> list = List.of(HERE + ":22122", OTHER_TRACKER + ":22122");
        TrackerList trackers = new TrackerList();
        trackers.learn(list, List.of(HERE), 22122);
        cluster.join(new StorageJoin("group1", 23000, 1, 4, 10, 1, 2, "6.16.1", true, 0, "", HERE, list), STORAGE);
        administrators = new Administrators(Optional.empty(), cluster, trackers);
    }

    private boolean allows(String from) {
        return administrators.allows(InetAddress.ofLiteral(from), InetAddress.ofLiteral(HERE));
    }

    @Test
    void trackersAndStoragesMay() {
        assertThat(List.of(HERE, OTHER_TRACKER, STORAGE)).allMatch(this::allows);
    }

    @Test
    void theMachineOfTheTrackerMay() {
        assertThat(List.of("127.0.0.1", "127.0.0.7", "::1")).allMatch(this::allows);
    }

    @Test
    void nobodyElseMay() {
        assertThat(List.of(ELSEWHERE, "10.0.0.31", "8.8.8.8", "2001:db8::3")).noneMatch(this::allows);
    }

    @Test
    void aStorageThatWasDeletedIsNoMemberAnyMore() throws IOException {
        cluster.deleteStorage("group1", STORAGE);
        assertThat(allows(STORAGE)).isFalse();
        assertThat(allows(OTHER_TRACKER)).isTrue();
    }
}
