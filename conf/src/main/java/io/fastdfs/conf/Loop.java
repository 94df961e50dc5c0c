package io.fastdfs.conf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code #@for}: {@code NAME from FIRST to LAST}, and maybe {@code step STEP}. */
record Loop(String variable, int first, int last, int step) {
    static final String FORM = "NAME from FIRST to LAST step STEP, with FIRST up to LAST and a STEP of 1 or more";
    private static final Pattern SHAPE = Pattern.compile(
            "([^ \t]{1,64})[ \t]+from[ \t]+(\\d{1,9})[ \t]+to[ \t]+(\\d{1,9})(?:[ \t]+step[ \t]+(\\d{1,9}))?");

    /** The loop, if the text is one that ends. */
    static Optional<Loop> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(2));
        int last = Integer.parseInt(matcher.group(3));
        int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        return step == 0 || first > last
                ? Optional.empty()
                : Optional.of(new Loop(matcher.group(1), first, last, step));
    }

    long rounds() {
        return (last - first) / step + 1L;
    }

    /** A line of the block in one round. */
    Line inRound(long round, Line line) {
        return line.withText(line.text().replace("{$" + variable + "}", String.valueOf(first + round * step)));
    }
}
