package io.fastdfs.conf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one conf file with everything it includes, and collects its items in the order of the files. */
final class ConfReader {
    static final int MAX_NAME_BYTES = 63;
    static final int MAX_VALUE_BYTES = 255;
    static final int MAX_INCLUDE_DEPTH = 16;
    static final int MAX_FILES = 32;

    private static final String GLOBAL = "";
    private static final String INCLUDE = "#include";
    private static final String FUNCTION = "#@function";
    private static final String ADD_ANNOTATION = "#@add_annotation";

    private final Findings findings;
    private final Host host;
    private final Variables variables = new Variables();
    private final Path folder;
    /** The files that are being read, one inside the other. */
    private final Deque<String> open = new ArrayDeque<>();

    private final List<Item> items = new ArrayList<>();
    private final List<Line> strays = new ArrayList<>();
    private String section = GLOBAL;
    private int files;

    /** The function that the next line is meant for. */
    private @Nullable String function;

    ConfReader(Path folder, Host host, Findings findings) {
        this.folder = folder;
        this.host = host;
        this.findings = findings;
    }

    List<Item> items() {
        return items;
    }

    /** Lines that are none of comment, section and item. */
    List<Line> strays() {
        return strays;
    }

    void read(Source source) throws IOException {
        read(source, source.lines(findings));
    }

    void read(Source source, List<Line> lines) {
        open.push(source.identity());
        read(lines);
        open.pop();
    }

    private void read(List<Line> lines) {
        function = null;
        for (Line line : new Directives(host, variables, findings).carryOut(lines)) {
            String announced = function;
            function = null;
            String text = Line.trim(line.text());
            if (text.startsWith("#")) {
                comment(line, text);
            } else if (text.startsWith("[") && text.endsWith("]")) {
                section = Line.trim(text.substring(1, text.length() - 1));
            } else if (text.indexOf('=') >= 0) {
                item(line, text, announced);
                announced = null;
            } else if (!text.isEmpty()) {
                strays.add(line.withText(text));
            }
            if (announced != null) {
                findings.error(line, "#@function " + announced + ": the very next line must be key = value");
            }
        }
        if (function != null) {
            findings.error(lines.get(lines.size() - 1), "#@function " + function + ": there is no line below it");
            function = null;
        }
    }

    private void comment(Line line, String text) {
        if (hasWord(text, INCLUDE)) {
            section = GLOBAL;
            include(line, line.behind(INCLUDE));
            section = GLOBAL;
        } else if (hasWord(text, FUNCTION)) {
            function = line.behind(FUNCTION);
        } else if (hasWord(text, ADD_ANNOTATION)) {
            findings.error(line, text + ": libraries of C cannot be loaded here");
        } else if (text.startsWith("#@") && !text.startsWith("#@set ")) {
            findings.warn(line, text + ": no directive, so it is a comment, as in C");
        }
    }

    /** Directives of this kind may be in capitals, and need a blank behind them. */
    private static boolean hasWord(String text, String word) {
        return text.length() > word.length()
                && text.substring(0, word.length()).toLowerCase(Locale.ROOT).equals(word)
                && (text.charAt(word.length()) == ' ' || text.charAt(word.length()) == '\t');
    }

    private void include(Line line, String name) {
        files++;
        try {
            Source source = Source.included(name, folder);
            if (open.contains(source.identity())) {
                throw new IOException("it includes itself");
            }
            if (open.size() >= MAX_INCLUDE_DEPTH || files > MAX_FILES) {
                throw new IOException("more than " + MAX_INCLUDE_DEPTH + " files deep, or " + MAX_FILES + " in all");
            }
            read(source);
        } catch (IOException e) {
            findings.error(line, "#include " + name + ": " + e.getMessage());
        }
    }

    private void item(Line line, String text, @Nullable String announced) {
        int equals = text.indexOf('=');
        String name = Line.trim(text.substring(0, equals));
        String value = Line.trim(text.substring(equals + 1));
        if (!line.utf8()) {
            findings.error(line, name + ": key and value must be UTF-8");
        }
        // Measured as C does, blanks included.
        if (line.bytes(text.substring(0, equals)) > MAX_NAME_BYTES) {
            findings.error(line, name + ": C cuts a key at " + MAX_NAME_BYTES + " bytes");
        }
        if (line.bytes(text.substring(equals + 1)) > MAX_VALUE_BYTES) {
            findings.error(line, name + ": C cuts a value at " + MAX_VALUE_BYTES + " bytes");
        }
        for (String one : announced == null ? List.of(value) : computed(line, announced, value)) {
            items.add(new Item(section, name, one, line.file(), line.number()));
        }
    }

    private List<String> computed(Line line, String called, String value) {
        switch (called) {
            case "REPLACE_VARS" -> {
                String replaced = variables.replaceIn(line, value, findings);
                if (line.bytes(replaced) > MAX_VALUE_BYTES) {
                    findings.error(line, replaced + ": C cuts a value at " + MAX_VALUE_BYTES + " bytes");
                }
                return List.of(replaced);
            }
            case "LOCAL_IP_GET" -> {
                return LocalAddresses.parse(value)
                        .map(wanted -> wanted.of(host))
                        .orElseGet(() -> {
                            findings.error(line, value + ": allowed is " + LocalAddresses.FORM);
                            return List.of("");
                        });
            }
            default -> {
                findings.warn(line, "#@function " + called + ": no such function, the value stays as it is, as in C");
                return List.of(value);
            }
        }
    }
}
