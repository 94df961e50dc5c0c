package io.fastdfs.bench.report;

import io.fastdfs.bench.Result;
import io.fastdfs.bench.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A report of the results of one file, or of two side by side: a table with medians and ratios, then plots for each name.
 * It loads nothing from anywhere.
 */
public final class ReportPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c1e21; --soft: #667; --grid: #dde; --paper: #fff; --card: #f6f7f9;
              --a: #1763b6; --b: #d4570a; --good: #107840; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa; --grid: #334; --paper: #15171a;
              --card: #1d2024; --a: #6cb0ff; --b: #ff9c58; --good: #5fd38d; --bad: #ff8a80; } }
            body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
              max-width: 92rem; padding: 0 1rem; }
            h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.1rem; margin: 0 0 .3rem; }
            p { color: var(--soft); margin: .2rem 0; }
            table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
            th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid var(--grid); white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; } thead th { color: var(--soft); font-weight: 600; }
            .a { color: var(--a); } .b { color: var(--b); } .good { color: var(--good); } .bad { color: var(--bad); }
            section { background: var(--card); border-radius: 8px; padding: 1rem; margin: 1rem 0; }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
            .scroll { overflow-x: auto; }
            svg { width: 100%; } svg text { fill: var(--ink); font: 11px system-ui, sans-serif; }
            svg text.title { font-weight: 600; font-size: 13px; } svg text.tick { fill: var(--soft); }
            .grid { stroke: var(--grid); } .line { fill: none; stroke: currentColor; stroke-width: 1.8; }
            .dot { fill: currentColor; }
            """;

    private final List<Side> sides;

    /**
     * One file.
     *
     * @param label what it is called in the page
     */
    public record Side(String label, List<Result> results) {}

    /** One column of the table. */
    private record Column(
            String title, ToDoubleFunction<Summary> value, Function<Double, String> shown, boolean moreIsBetter) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("requests/s", Summary::perSecond, Markup::number, true),
            new Column("MB/s", Summary::megabytesPerSecond, Markup::number, true),
            new Column("p50", Summary::p50, Markup::micros, false),
            new Column("p99", Summary::p99, Markup::micros, false),
            new Column("server CPU/request", Summary::serverCpuMicros, Markup::micros, false),
            new Column("server memory MB", Summary::residentMegabytes, Markup::number, false));

    private ReportPage(List<Side> sides) {
        this.sides = sides;
    }

    public static String of(Side only) {
        return new ReportPage(List.of(only)).page();
    }

    /** Side by side: what has the same name in both stands in one line. */
    public static String of(Side a, Side b) {
        return new ReportPage(List.of(a, b)).page();
    }

    private String page() {
        List<Map<String, Summary>> summaries =
                sides.stream().map(ReportPage::byName).toList();
        List<String> names = summaries.stream()
                .flatMap(side -> side.keySet().stream())
                .distinct()
                .toList();
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<title>fdfs bench</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>fdfs bench</h1>\n");
        for (int i = 0; i < sides.size(); i++) {
            page.append(origin(sides.get(i), colour(i)));
        }
        page.append("<div class=\"scroll\"><table>\n").append(head());
        for (String name : names) {
            page.append(row(name, at(summaries, name)));
        }
        page.append("</table></div>\n");
        for (String name : names) {
            page.append(section(name, at(summaries, name)));
        }
        return page.append("</body></html>\n").toString();
    }

    private static Map<String, Summary> byName(Side side) {
        return Summary.byName(side.results).stream()
                .collect(Collectors.toMap(Summary::name, Function.identity(), (a, _) -> a, LinkedHashMap::new));
    }

    private static List<Optional<Summary>> at(List<Map<String, Summary>> sides, String name) {
        return sides.stream().map(side -> Optional.ofNullable(side.get(name))).toList();
    }

    private static String colour(int side) {
        return side == 0 ? "a" : "b";
    }

    private String origin(Side side, String colour) {
        Result first = side.results.getFirst();
        String label = sides.size() == 1 ? side.label : colour.toUpperCase(Locale.ROOT) + ": " + side.label;
        return "<p><b class=\"" + colour + "\">" + Markup.text(label) + "</b> · " + Markup.text(first.destination())
                + " · " + Markup.text(first.at()) + " · " + Markup.text(first.machine()) + "</p>\n";
    }

    private String head() {
        StringBuilder top = new StringBuilder("<thead><tr><th></th>");
        StringBuilder below = new StringBuilder("<tr><th>work</th>");
        boolean two = sides.size() == 2;
        for (Column column : COLUMNS) {
            top.append("<th colspan=\"")
                    .append(two ? 3 : 1)
                    .append("\">")
                    .append(column.title)
                    .append("</th>");
            below.append(two ? "<th class=\"a\">A</th><th class=\"b\">B</th><th>B/A</th>" : "<th></th>");
        }
        return top + "<th>errors</th></tr>" + (two ? below + "<th></th></tr>" : "") + "</thead>\n";
    }

    private String row(String name, List<Optional<Summary>> summaries) {
        StringBuilder row =
                new StringBuilder("<tr><td>").append(Markup.text(name)).append("</td>");
        for (Column column : COLUMNS) {
            List<Double> values = new ArrayList<>();
            for (Optional<Summary> summary : summaries) {
                double value = summary.map(column.value::applyAsDouble).orElse(0.0);
                values.add(value);
                row.append("<td>")
                        .append(value == 0 ? "" : column.shown.apply(value))
                        .append("</td>");
            }
            if (values.size() == 2) {
                row.append(ratio(values.get(0), values.get(1), column.moreIsBetter));
            }
        }
        long errors = summaries.stream()
                .flatMap(Optional::stream)
                .mapToLong(Summary::errors)
                .sum();
        return row.append(errors == 0 ? "<td>0</td>" : "<td class=\"bad\">" + errors + "</td>")
                .append("</tr>\n")
                .toString();
    }

    private static String ratio(double a, double b, boolean moreIsBetter) {
        if (a == 0 || b == 0) {
            return "<td></td>";
        }
        String colour = b > a == moreIsBetter ? "good" : "bad";
        return "<td class=\"" + colour + "\">" + Markup.number(b / a) + "×</td>";
    }

    private static String section(String name, List<Optional<Summary>> summaries) {
        List<Result> typical = summaries.stream()
                .flatMap(Optional::stream)
                .map(Summary::typical)
                .toList();
        String work = typical.getFirst().work().entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
        int runs = summaries.stream()
                .flatMap(Optional::stream)
                .mapToInt(Summary::runs)
                .max()
                .orElse(1);
        StringBuilder section = new StringBuilder("<section><h2>")
                .append(Markup.text(name))
                .append("</h2>\n<p>")
                .append(Markup.text(work))
                .append(runs > 1 ? "; the median of " + runs + " runs" : "")
                .append("</p>\n");
        if (summaries.stream().allMatch(Optional::isPresent)) {
            section.append(new ResultPlots(typical).all());
        } else {
            section.append("<p>Measured on one side only.</p>\n");
        }
        return section.append("</section>\n").toString();
    }
}
