package io.fastdfs.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries out {@code #@if}, {@code #@set} and {@code #@for} on the lines of one file, before any key is read.
 *
 * <p>In C's order: first every condition with the definitions above it, then every loop. A directive leaves a blank line
 * behind, because a {@code #@function} is about the very next line. What C only warns of, or hangs on, is an error here.
 */
final class Directives {
    private static final String SET = "#@set ";
    private static final String IF = "#@if ";
    private static final String ELSE = "#@else";
    private static final String END_IF = "#@endif";
    private static final String FOR = "#@for ";
    private static final String END_FOR = "#@endfor";
    /** Loops may write as much as a file may hold. */
    static final int MAX_CHARS = Source.MAX_BYTES;

    private final Host host;
    private final Variables variables;
    private final Findings findings;
    private long loopChars;

    Directives(Host host, Variables variables, Findings findings) {
        this.host = host;
        this.variables = variables;
        this.findings = findings;
    }

    List<Line> carryOut(List<Line> lines) {
        return loops(conditions(lines));
    }

    private List<Line> conditions(List<Line> lines) {
        List<Line> kept = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Line line = lines.get(at);
            if (line.hasTag(IF)) {
                int end = endOf(lines, at, IF, END_IF);
                kept.add(line.withText(""));
                chosen(lines.subList(at, end)).forEach(inside -> {
                    define(inside);
                    kept.add(inside);
                });
                at = end;
            } else {
                define(line);
                kept.add(line.hasTag(ELSE) || line.hasTag(END_IF) ? misplaced(line, IF) : line);
                at++;
            }
        }
        return kept;
    }

    private void define(Line line) {
        if (line.hasTag(SET)) {
            variables.define(line, line.behind(SET), findings);
        }
    }

    /** The lines that count, of a block that begins with its {@code #@if}. */
    private List<Line> chosen(List<Line> block) {
        int otherwise = block.size();
        for (int i = 1; i < block.size(); i++) {
            if (block.get(i).hasTag(ELSE)) {
                requireAlone(block.get(i), ELSE);
                if (otherwise < block.size()) {
                    findings.error(block.get(i), "a second #@else in one #@if");
                }
                otherwise = Math.min(otherwise, i);
            }
        }
        return holds(block.get(0))
                ? block.subList(1, otherwise)
                : block.subList(Math.min(otherwise + 1, block.size()), block.size());
    }

    private boolean holds(Line line) {
        String text = line.behind(IF);
        return Condition.parse(text)
                .map(condition -> condition.holds(line, variables, host, findings))
                .orElseGet(() -> {
                    findings.error(line, "#@if " + text + ": allowed is #@if " + Condition.FORM);
                    return false;
                });
    }

    private List<Line> loops(List<Line> lines) {
        List<Line> written = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Line line = lines.get(at);
            if (line.hasTag(FOR)) {
                int end = endOf(lines, at, FOR, END_FOR);
                repeat(lines.subList(at, end), written);
                at = end;
            } else {
                written.add(line.hasTag(END_FOR) ? misplaced(line, FOR) : line);
                at++;
            }
        }
        return written;
    }

    private void repeat(List<Line> block, List<Line> written) {
        Line line = block.get(0);
        String text = line.behind(FOR);
        Loop loop = Loop.parse(text).orElse(null);
        if (loop == null) {
            findings.error(line, "#@for " + text + ": allowed is #@for " + Loop.FORM);
            return;
        }
        int chars =
                block.stream().mapToInt(inside -> inside.text().length() + 1).sum();
        loopChars += loop.rounds() * chars;
        if (loopChars > MAX_CHARS) {
            findings.error(line, "#@for " + text + ": loops write more than " + MAX_CHARS + " bytes");
            return;
        }
        for (long round = 0; round < loop.rounds(); round++) {
            written.add(line.withText(""));
            for (Line inside : block.subList(1, block.size())) {
                written.add(loop.inRound(round, inside));
            }
        }
    }

    /** Where the block ends that begins at the given line: at its end tag, which stays behind as a comment. */
    private int endOf(List<Line> lines, int begin, String beginTag, String endTag) {
        for (int i = begin + 1; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.hasTag(endTag)) {
                requireAlone(line, endTag);
                lines.set(i, line.withText(""));
                return i;
            }
            if (line.hasTag(beginTag)) {
                findings.error(line, beginTag.strip() + " inside " + beginTag.strip() + ": they cannot be nested");
            }
        }
        findings.error(lines.get(begin), beginTag.strip() + ": there is no " + endTag + " below it");
        return lines.size();
    }

    private Line misplaced(Line line, String beginTag) {
        findings.error(line, Line.trim(line.text()) + ": there is no " + beginTag.strip() + " above it");
        return line.withText("");
    }

    private void requireAlone(Line line, String tag) {
        if (!line.behind(tag).isEmpty()) {
            findings.error(line, Line.trim(line.text()) + ": nothing may follow " + tag);
        }
    }
}
