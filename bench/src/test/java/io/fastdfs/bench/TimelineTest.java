package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private static long total(Timeline timeline) {
        return timeline.slices().stream().mapToLong(Histogram::getTotalCount).sum();
    }

    @Test
    void aLongRunHasCoarserSlicesAndLosesNothing() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 1000; i++) {
            timeline.record(seconds(i), 100);
        }
        assertThat(timeline.sliceSeconds()).isEqualTo(8);
        assertThat(timeline.slices()).hasSize(125);
        assertThat(total(timeline)).isEqualTo(1000);
    }

    @Test
    void aFineOneAndACoarseOneAddUp() {
        Timeline fine = new Timeline();
        fine.record(seconds(1), 100);
        Timeline coarse = new Timeline();
        coarse.record(seconds(300), 100);
        fine.add(coarse);
        assertThat(fine.sliceSeconds()).isEqualTo(2);
        assertThat(total(fine)).isEqualTo(2);
    }
}
