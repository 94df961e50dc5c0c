package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.VolumeStats;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three stat tools: which filter an option is, and what is printed where little is to be said. */
class ListsTest {
    @Test
    void trackersAreFilteredByStateAndRole() throws Exception {
        assertThat(TrackerList.request(options("ANLFd"))).isEqualTo(new GetTrackers(0, false, false));
        assertThat(TrackerList.request(options("ANLFd", "-A", "-F"))).isEqualTo(new GetTrackers(3, true, false));
        assertThat(TrackerList.request(options("ANLFd", "-L"))).isEqualTo(new GetTrackers(2, false, true));
        assertThat(TrackerList.request(options("ANLFd", "-A", "-N"))).isEqualTo(new GetTrackers(1, false, false));
    }

    @Test
    void storagesAreFilteredByStateAndTrunkServer() throws Exception {
        assertThat(StorageList.request(options("ANTtd"))).isEqualTo(new GetStorages(0, 0, 0, false));
        assertThat(StorageList.request(options("ANTtd", "-A"))).isEqualTo(new GetStorages(2, '=', 7, false));
        assertThat(StorageList.request(options("ANTtd", "-N", "-T"))).isEqualTo(new GetStorages(3, '!', 7, true));
    }

    @Test
    void volumesAreFilteredBySpace() throws Exception {
        assertThat(VolumeList.request(options("ANFDdTt"))).isEqualTo(new GetVolumes(0, false, false, false));
        assertThat(VolumeList.request(options("ANFDdTt", "-A"))).isEqualTo(new GetVolumes(4, false, false, true));
        assertThat(VolumeList.request(options("ANFDdTt", "-F", "-D", "-t")))
                .isEqualTo(new GetVolumes(7, true, false, false));
    }

    @Test
    void nothingIsPrintedWhereNothingMatches() {
        assertThat(TrackerList.report(List.of(), true, ZoneOffset.UTC)).isEmpty();
        assertThat(StorageList.report(new StorageStats(true, true, List.of()), true, ZoneOffset.UTC))
                .isEmpty();
        assertThat(VolumeList.report(new VolumeStats(true, List.of()))).isEmpty();
    }

    @Test
    void aSingleGroupHasNoSum() {
        VolumeStats.Volume volume = new VolumeStats.Volume("group1", 1000, 500, 200, 300, 0, true, false);
        assertThat(VolumeList.report(new VolumeStats(false, List.of(volume)))).isEqualTo("""

            group1 disk_available: 1, disk space {total: 1000 MB, free: 500 MB, reserved: 200 MB, avail: 300 MB, util: 62.50%}

            storage volumn / group count: 1

            """);
    }

    @Test
    void aPercentageIsRoundedAsPrintfDoes() {
        // 1/800 is 0.125 %, which a double holds exactly: halves go to the even digit.
        VolumeStats.Volume volume = new VolumeStats.Volume("g", 800, 0, 0, 799, 0, true, false);
        assertThat(VolumeList.report(new VolumeStats(false, List.of(volume)))).contains("util: 0.12%");
        VolumeStats.Volume empty = new VolumeStats.Volume("g", 0, 0, 0, 0, 0, false, false);
        assertThat(VolumeList.report(new VolumeStats(false, List.of(empty)))).contains("util: 0.00%");
    }

    private static GetOpt options(String known, String... arguments) throws GetOpt.Misuse {
        return GetOpt.parse(known, List.of(arguments));
    }
}
