package io.fastdfs.conf;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what C skips without a word: unknown keys, keys under the wrong section, repeated keys, and stray lines. */
final class Strangers {
    private static final Pattern COMMENT_BEHIND = Pattern.compile(".*[ \t]#.*");
    private static final Pattern FIRST_WORD = Pattern.compile("[\\s:]+");

    private final KeyList keys;
    private final ConfFile file;
    private final Findings findings;

    Strangers(KeyList keys, ConfFile file, Findings findings) {
        this.keys = keys;
        this.file = file;
        this.findings = findings;
    }

    void report() {
        file.items().forEach(this::reportItem);
        file.strays().forEach(this::reportStray);
    }

    private void reportItem(Item item) {
        List<Key<?>> named = named(keys, item.name());
        Optional<Key<?>> key =
                named.stream().filter(one -> one.isLookedUpIn(item.section())).findFirst();
        if (named.isEmpty()) {
            findings.warn(item, item.name() + ": unknown key, " + hint(item.name()));
        } else if (key.isEmpty()) {
            findings.warn(
                    item,
                    item.name() + ": has no effect under " + shown(item.section()) + ", it belongs in "
                            + shown(named.get(0).section()));
        } else if (!(key.get() instanceof RepeatedKey)) {
            reportRepeated(item);
        }
        if (COMMENT_BEHIND.matcher(item.value()).matches()) {
            findings.warn(
                    item, item.name() + " = " + item.value() + ": a # behind a value is part of it, and no comment");
        }
    }

    private void reportRepeated(Item item) {
        Item last = file.find(item.section(), item.name()).orElse(item);
        if (!last.equals(item)) {
            findings.warn(
                    item,
                    item.name() + ": stands again in " + last.file() + " line " + last.line()
                            + ", and only the last one counts");
        }
    }

    /** A line without "=" is skipped by C; one that begins with a key was meant to be one. */
    private void reportStray(Line line) {
        String word = FIRST_WORD.split(line.text(), 2)[0];
        if (named(keys, word).isEmpty()) {
            findings.warn(
                    line, line.text() + ": no comment, no [section] and no key = value, so it is skipped, as in C");
        } else {
            findings.error(line, line.text() + ": there is no = behind " + word);
        }
    }

    private String hint(String name) {
        for (KeyList other : ConfType.keyLists()) {
            if (other != keys && !named(other, name).isEmpty()) {
                return "a key of " + other.fileName();
            }
        }
        return keys.keys().stream()
                .map(Key::name)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .map(nearest -> "the nearest known key is " + nearest)
                .orElseThrow();
    }

    private static List<Key<?>> named(KeyList keys, String name) {
        return keys.keys().stream().filter(key -> key.isNamed(name)).toList();
    }

    private static String shown(String section) {
        return section.isEmpty() ? "the global section, above every [section]" : "[" + section + "]";
    }

    /** How many letters must be put, dropped or changed; upper and lower case are the same. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
