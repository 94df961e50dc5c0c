package io.fastdfs.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values stand along an axis of a plot.
 *
 * @param least value at its start
 * @param most value at its end, above the least
 * @param from pixel of its start
 * @param to pixel of its end
 * @param logarithmic equal ratios are equally wide; then the least is above 0
 */
record Scale(double least, double most, double from, double to, boolean logarithmic) {
    private static final int STEPS = 5;

    /** A scale from 0 to a little above the most. */
    static Scale fromZero(double most, double from, double to) {
        double step = step(most);
        double end = Math.ceil(most / step) * step;
        return new Scale(0, end > 0 ? end : 1, from, to, false);
    }

    /** A scale between whole powers of ten around these. */
    static Scale decades(double least, double most, double from, double to) {
        double low = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.1))));
        double high = Math.pow(10, Math.ceil(Math.log10(Math.max(most, low * 10))));
        return new Scale(low, high, from, to, true);
    }

    double pixel(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
                : (value - least) / (most - least);
        return from + (to - from) * share;
    }

    /** Round values to be written at the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = least; tick <= most * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(most - least);
            for (int i = 0; least + i * step <= most * 1.001; i++) {
                ticks.add(least + i * step);
            }
        }
        return ticks;
    }

    /** 1, 2 or 5 of a power of ten, so that there are about five steps. */
    private static double step(double range) {
        if (range <= 0) {
            return 1;
        }
        double raw = range / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digits = raw / power;
        return (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10) * power;
    }
}
