package io.fastdfs.bench.report;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.report.Plot.Axis;
import io.fastdfs.bench.report.Plot.Dot;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The plots of one line of a report: the results of one side, or of both in the same plot. */
final class ResultPlots {
    private static final List<String> COLOURS = List.of("a", "b");
    private static final int LEFT = Plot.LEFT;
    private static final int RIGHT = Plot.WIDTH - Plot.RIGHT;
    private static final int BOTTOM = Plot.HEIGHT - Plot.BOTTOM;
    /** The largest value stands where one of ten million would. */
    private static final double LAST = 1e7;

    private final List<Result> sides;

    ResultPlots(List<Result> sides) {
        this.sides = sides;
    }

    String all() {
        StringBuilder plots = new StringBuilder("<div class=\"plots\">\n").append(percentiles());
        if (sides.stream().allMatch(side -> side.timeline().size() > 1)) {
            plots.append(overTime("Requests a second over time", Result.Slice::perSecond, Markup::number))
                    .append(overTime("p99 over time", Result.Slice::p99, Markup::micros));
        }
        return plots.append("</div>\n").toString();
    }

    /** A percentile is placed by how many are above it: one of 10, of 100, of 1,000, … */
    private String percentiles() {
        double least = each(result -> result.total().latency().curve().stream()
                        .mapToDouble(Result.Point::micros)
                        .min()
                        .orElse(1))
                .min()
                .orElse(1);
        double most = each(result -> result.total().latency().max()).max().orElse(1);
        double rarest = each(result -> Math.max(100, result.total().requests()))
                .map(requests -> Math.min(requests, LAST))
                .max()
                .orElse(LAST);
        Scale rarity = Scale.decades(1, rarest, LEFT, RIGHT);
        Axis x = new Axis(rarity, "percentile", ResultPlots::percentile);
        Axis y = new Axis(Scale.decades(least, most, BOTTOM, Plot.TOP), "latency", Markup::micros);
        Plot plot = new Plot("Latency by percentile", x, y);
        for (int i = 0; i < sides.size(); i++) {
            plot.line(
                    COLOURS.get(i),
                    sides.get(i).total().latency().curve().stream()
                            .map(point -> new Dot(rarity(point.percent(), rarity.most()), point.micros()))
                            .toList());
        }
        return plot.svg();
    }

    private static double rarity(double percent, double most) {
        return percent >= 100 ? most : Math.min(most, 100 / (100 - percent));
    }

    private static String percentile(double rarity) {
        if (rarity < 1.0001) {
            return "min";
        }
        return String.format(Locale.ROOT, "%.5f", 100 - 100 / rarity).replaceAll("\\.?0+$", "") + " %";
    }

    private String overTime(String title, ToDoubleFunction<Result.Slice> value, DoubleFunction<String> label) {
        double end = each(result -> result.timeline().getLast().fromSeconds()
                        + result.timeline().getLast().seconds())
                .max()
                .orElse(1);
        double most = sides.stream()
                .flatMap(side -> side.timeline().stream())
                .mapToDouble(value)
                .max()
                .orElse(1);
        Axis x = new Axis(Scale.fromZero(end, LEFT, RIGHT), "seconds", Markup::number);
        Axis y = new Axis(Scale.fromZero(most, BOTTOM, Plot.TOP), title, label);
        Plot plot = new Plot(title, x, y);
        for (int i = 0; i < sides.size(); i++) {
            plot.line(
                    COLOURS.get(i),
                    sides.get(i).timeline().stream()
                            .map(slice ->
                                    new Dot(slice.fromSeconds() + slice.seconds() / 2, value.applyAsDouble(slice)))
                            .toList());
        }
        return plot.svg();
    }

    private DoubleStream each(ToDoubleFunction<Result> value) {
        return sides.stream().mapToDouble(value);
    }
}
