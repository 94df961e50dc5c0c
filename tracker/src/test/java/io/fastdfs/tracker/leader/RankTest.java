package io.fastdfs.tracker.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.TrackerStatus;
import org.junit.jupiter.api.Test;

/** Who is to lead, in C's order. */
class RankTest {
    private static Rank rank(String address, boolean leads, long running, long down) throws FdfsException {
        return new Rank(TrackerAddress.parse(address), new TrackerStatus(leads, running, down));
    }

    @Test
    void oneThatLeadsGoesOn() throws FdfsException {
        assertThat(rank("10.0.0.1:1", true, 0, 600)).isGreaterThan(rank("10.0.0.2:2", false, 9000, 0));
    }

    @Test
    void thenTheOneThatRunsLongest() throws FdfsException {
        assertThat(rank("10.0.0.1:1", false, 600, 600)).isGreaterThan(rank("10.0.0.2:2", false, 300, 0));
    }

    @Test
    void thenTheOneThatWasDownForTheShortestTime() throws FdfsException {
        assertThat(rank("10.0.0.1:1", false, 600, 0)).isGreaterThan(rank("10.0.0.2:2", false, 600, 300));
    }

    @Test
    void thenTheGreatestAddressAsTextAndTheGreatestPort() throws FdfsException {
        assertThat(rank("10.0.0.2:1", false, 0, 0)).isGreaterThan(rank("10.0.0.10:9", false, 0, 0));
        assertThat(rank("10.0.0.2:2", false, 0, 0)).isGreaterThan(rank("10.0.0.2:1", false, 0, 0));
    }
}
