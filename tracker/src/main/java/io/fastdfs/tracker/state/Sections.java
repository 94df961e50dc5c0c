package io.fastdfs.tracker.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of C's lists: a line {@code [name]}, then indented lines {@code key=value}; empty lines, and those that begin
 * with {@code #}, say nothing.
 */
public final class Sections {
    private static final String INDENT = "\t";

    private Sections() {}

    /** Those of a text, in their order; what is no such line is added to the damage. */
    public static List<Section> parse(String text, Damage damage) {
        List<Section> sections = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.strip();
            int equals = content.indexOf('=');
            if (content.startsWith("[") && content.endsWith("]")) {
                values = new LinkedHashMap<>();
                sections.add(new Section(content.substring(1, content.length() - 1), values, damage));
            } else if (equals > 0 && !sections.isEmpty()) {
                values.put(
                        content.substring(0, equals).strip(),
                        content.substring(equals + 1).strip());
            } else if (!content.isEmpty() && !content.startsWith("#")) {
                damage.add("line " + number + " is \"" + content + "\"");
            }
        }
        return sections;
    }

    /** Writes one section, with an empty line behind it. */
    public static void write(StringBuilder text, String name, Map<String, ?> values) {
        text.append('[').append(name).append("]\n");
        values.forEach((key, value) ->
                text.append(INDENT).append(key).append('=').append(value).append('\n'));
        text.append('\n');
    }
}
