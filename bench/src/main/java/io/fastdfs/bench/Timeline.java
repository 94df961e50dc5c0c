package io.fastdfs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies by the time at which the answers came: a second each at first, twice as long when there get too many. */
final class Timeline {
    private static final int MOST_SLICES = 240;
    private static final int DIGITS = 2;

    private List<Histogram> slices = new ArrayList<>();
    private long sliceNanos = TimeUnit.SECONDS.toNanos(1);

    /** @param atNanos after the start */
    void record(long atNanos, long latencyNanos) {
        while (atNanos / sliceNanos >= MOST_SLICES) {
            coarsen();
        }
        slice((int) (atNanos / sliceNanos)).recordValue(latencyNanos);
    }

    private Histogram slice(int index) {
        while (slices.size() <= index) {
            slices.add(new Histogram(DIGITS));
        }
        return slices.get(index);
    }

    private void coarsen() {
        List<Histogram> halved = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            if (i % 2 == 0) {
                halved.add(slices.get(i));
            } else {
                halved.getLast().add(slices.get(i));
            }
        }
        slices = halved;
        sliceNanos *= 2;
    }

    /** Takes in another, which may become coarser by it. */
    void add(Timeline other) {
        while (sliceNanos < other.sliceNanos) {
            coarsen();
        }
        while (other.sliceNanos < sliceNanos) {
            other.coarsen();
        }
        for (int i = 0; i < other.slices.size(); i++) {
            slice(i).add(other.slices.get(i));
        }
    }

    double sliceSeconds() {
        return sliceNanos / 1e9;
    }

    List<Histogram> slices() {
        return slices;
    }
}
