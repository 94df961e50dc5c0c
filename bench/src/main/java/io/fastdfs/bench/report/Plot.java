package io.fastdfs.bench.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over an axis, as SVG inside a page. Pointing at a dot tells its values. */
final class Plot {
    static final int WIDTH = 460;
    static final int HEIGHT = 240;
    static final int LEFT = 64;
    static final int RIGHT = 12;
    static final int TOP = 30;
    static final int BOTTOM = 40;

    private final Formatter svg = new Formatter(new StringBuilder(), Locale.ROOT);
    private final Axis x;
    private final Axis y;

    /** A scale, its title, and how its values are written. */
    record Axis(Scale scale, String title, DoubleFunction<String> label, List<Double> ticks) {
        Axis(Scale scale, String title, DoubleFunction<String> label) {
            this(scale, title, label, scale.ticks());
        }
    }

    /** A point of a line. */
    record Dot(double x, double y) {}

    Plot(String title, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        svg.format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, HEIGHT, Markup.text(title));
        svg.format("<text class=\"title\" x=\"%d\" y=\"18\">%s</text>\n", LEFT, Markup.text(title));
        int bottom = HEIGHT - BOTTOM;
        for (double tick : x.ticks) {
            double at = x.scale.pixel(tick);
            svg.format("<line class=\"grid\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>\n", at, TOP, bottom);
            svg.format(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    at, bottom + 14, Markup.text(x.label.apply(tick)));
        }
        for (double tick : y.ticks) {
            double at = y.scale.pixel(tick);
            svg.format(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%3$.1f\" y2=\"%3$.1f\"/>\n",
                    LEFT, WIDTH - RIGHT, at);
            svg.format(
                    "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 6, at + 4, Markup.text(y.label.apply(tick)));
        }
        svg.format(
                "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Markup.text(x.title));
    }

    /** @param colour name of a class of the page: {@code a} or {@code b} */
    Plot line(String colour, List<Dot> dots) {
        StringBuilder points = new StringBuilder();
        for (Dot dot : dots) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.scale.pixel(dot.x), y.scale.pixel(dot.y)));
        }
        svg.format(
                "<polyline class=\"line %s\" points=\"%s\"/>\n",
                colour, points.toString().strip());
        for (Dot dot : dots) {
            svg.format(
                    "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"><title>%s: %s</title></circle>\n",
                    colour,
                    x.scale.pixel(dot.x),
                    y.scale.pixel(dot.y),
                    Markup.text(x.label.apply(dot.x)),
                    Markup.text(y.label.apply(dot.y)));
        }
        return this;
    }

    String svg() {
        return svg.toString() + "</svg>\n";
    }
}
