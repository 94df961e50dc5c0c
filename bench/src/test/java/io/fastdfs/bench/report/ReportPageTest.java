package io.fastdfs.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.bench.Result;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static Result result(String name, double perSecond, double micros) {
        List<Result.Point> curve = List.of(
                new Result.Point(0, micros), new Result.Point(99, 2 * micros), new Result.Point(100, 9 * micros));
        Result.Latency latency = new Result.Latency(micros, micros, micros, 2 * micros, 3 * micros, 9 * micros, curve);
        Result.Counts counts = new Result.Counts("info", 100, 0, Map.of(), 0, perSecond, 0, latency, latency);
        Result.Slice slice = new Result.Slice(0, 1, perSecond, micros, 2 * micros, 9 * micros);
        return new Result(
                name,
                "storage <b>",
                Map.of("mix", "info & more"),
                "at",
                "a \"machine\"",
                2,
                0,
                counts,
                List.of(counts),
                List.of(slice, new Result.Slice(1, 1, perSecond, micros, 2 * micros, 9 * micros)),
                List.of(),
                0.1);
    }

    /** The page is also XML, so its form can be checked by a parser. */
    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void onePageHasATableAndThePlotsOfEachName() throws Exception {
        String page =
                ReportPage.of(new ReportPage.Side("a.json", List.of(result("one", 10, 5), result("two <&", 10, 5))));
        Document document = parsed(page);
        assertThat(document.getElementsByTagName("section").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(6);
        assertThat(page).contains("two &lt;&amp;", "storage &lt;b&gt;", "info &amp; more");
    }

    @Test
    void twoFilesStandSideBySideWithTheirRatio() throws Exception {
        String page = ReportPage.of(
                new ReportPage.Side("a.json", List.of(result("same", 1000, 50), result("only a", 1, 1))),
                new ReportPage.Side("b.json", List.of(result("same", 2500, 20))));
        Document document = parsed(page);
        assertThat(page)
                .contains(
                        "<td class=\"good\">2.50×</td>", "<td class=\"good\">0.40×</td>", "Measured on one side only.");
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(6);
    }

    @Test
    void itLoadsNothing() {
        String page = ReportPage.of(new ReportPage.Side("a.json", List.of(result("one", 10, 5))));
        assertThat(page).doesNotContain("http:", "https:", "src=", "<script", "<link", "url(");
    }

    @Test
    void aResultWithoutAnyAnswerHasAPage() throws Exception {
        Result.Latency none = new Result.Latency(0, 0, 0, 0, 0, 0, List.of());
        Result.Counts counts = new Result.Counts("info", 0, 3, Map.of("gone", 3L), 0, 0, 0, none, none);
        Result empty = new Result("empty", "d", Map.of(), "at", "m", 0, 0, counts, List.of(), List.of(), List.of(), 0);
        assertThat(parsed(ReportPage.of(new ReportPage.Side("a.json", List.of(empty)))))
                .isNotNull();
    }
}
