package io.fastdfs.conf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code #@set NAME = VALUE} has defined so far. */
final class Variables {
    private static final int SHORTEST_USE = "%{v}".length();

    private final Map<String, String> values = new HashMap<>();

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Takes the part of a line behind {@code #@set}. */
    void define(Line line, String definition, Findings findings) {
        int equals = definition.indexOf('=');
        String name = equals < 0 ? "" : Line.trim(definition.substring(0, equals));
        if (name.isEmpty()) {
            findings.error(line, "#@set " + definition + ": allowed is #@set NAME = VALUE");
            return;
        }
        String value = Line.trim(definition.substring(equals + 1));
        if (value.startsWith("$(") && value.endsWith(")")) {
            findings.warn(line, "#@set " + definition + ": commands are never run, the variable is empty, as in C");
            value = "";
        }
        values.put(name, value.contains("%{") ? replaceIn(line, value, findings) : value);
    }

    /** Puts values for each {@code %{NAME}}; a name that nobody has set stays as it is, with a warning. */
    String replaceIn(Line line, String text, Findings findings) {
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        while (at <= text.length() - SHORTEST_USE) {
            int end = text.startsWith("%{", at) ? text.indexOf('}', at) : -1;
            if (end < 0) {
                replaced.append(text.charAt(at));
                at++;
                continue;
            }
            String name = Line.trim(text.substring(at + 2, end));
            Optional<String> value = find(name);
            if (value.isEmpty()) {
                findings.warn(line, "%{" + name + "}: no #@set defines it, it stays as it is");
            }
            replaced.append(value.orElse(text.substring(at, end + 1)));
            at = end + 1;
        }
        return replaced.append(text, at, text.length()).toString();
    }
}
