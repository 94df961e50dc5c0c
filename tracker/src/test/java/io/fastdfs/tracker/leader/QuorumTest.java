package io.fastdfs.tracker.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who may lead. */
class QuorumTest {
    private static boolean leads(int trackers, int trackersReached, int storages, int storagesReached) {
        return new Quorum(trackers, trackersReached, storages, storagesReached, false).reached();
    }

    @Test
    void theOnlyTrackerLeadsWhateverStoragesAreThere() {
        assertThat(leads(1, 1, 10, 0)).isTrue();
    }

    @Test
    void whoReachesAllTrackersLeads() {
        assertThat(leads(3, 3, 100, 0)).isTrue();
    }

    @Test
    void theLastOfTwoTrackersLeadsWithTheStorages() {
        assertThat(leads(2, 1, 2, 2)).isTrue();
        assertThat(leads(2, 1, 1, 1)).isTrue();
    }

    @Test
    void ofTwoTrackersWithOneStorageEachNoneLeads() {
        assertThat(leads(2, 1, 2, 1)).isFalse();
    }

    @Test
    void mostTrackersWithoutStoragesDoNotLeadASmallPart() {
        assertThat(leads(3, 2, 10, 0)).isFalse();
        assertThat(leads(3, 1, 10, 10)).isTrue();
    }

    @Test
    void inDoubtMostOfTheTrackersAreNeeded() {
        assertThat(new Quorum(3, 1, 10, 10, true).reached()).isFalse();
        assertThat(new Quorum(3, 2, 10, 10, true).reached()).isTrue();
    }

    @Test
    void ofTwoPartsOfAClusterAtMostOneHasALeader() {
        long seed = Long.getLong("seed", 5L);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            int trackers = 1 + random.nextInt(16);
            int storages = random.nextInt(40);
            int trackersHere = random.nextInt(trackers + 1);
            int storagesHere = random.nextInt(storages + 1);
            boolean here = trackersHere > 0 && leads(trackers, trackersHere, storages, storagesHere);
            boolean there = trackersHere < trackers
                    && leads(trackers, trackers - trackersHere, storages, storages - storagesHere);
            assertThat(here && there)
                    .as("seed %d: %d of %d and %d of %d", seed, trackersHere, trackers, storagesHere, storages)
                    .isFalse();
        }
    }
}
