package io.fastdfs.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** All keys of one conf file, and the rules between them. */
public final class KeyList {
    private final String fileName;
    private final List<Key<?>> keys = new ArrayList<>();
    private final List<BiConsumer<Values, Findings>> rules = new ArrayList<>();
    private final List<BiConsumer<Values, Findings>> rulesOfC = new ArrayList<>();

    KeyList(String fileName) {
        this.fileName = fileName;
    }

    /** The usual name of such a file. */
    public String fileName() {
        return fileName;
    }

    public List<Key<?>> keys() {
        return List.copyOf(keys);
    }

    /** True if some key has this name, in whatever section. */
    boolean names(String name) {
        return keys.stream().anyMatch(key -> key.isNamed(name));
    }

    <T> Draft<T> key(String name, Kind<T> kind, T absent) {
        return new Draft<>(this, name, facts -> new SingleKey<>(facts, kind, absent));
    }

    <T> Draft<Optional<T>> required(String name, Kind<T> kind) {
        return new Draft<>(
                this, name, facts -> new OptionalKey<>(facts, kind, OptionalKey.Without.REFUSED, "required"));
    }

    /** A key without which another one counts, or the program decides. */
    <T> Draft<Optional<T>> optional(String name, Kind<T> kind, String defaultText) {
        return new Draft<>(
                this, name, facts -> new OptionalKey<>(facts, kind, OptionalKey.Without.ALLOWED, defaultText));
    }

    /** As {@link #optional}, and an empty value is as good as none. */
    <T> Draft<Optional<T>> orEmpty(String name, Kind<T> kind, String defaultText) {
        return new Draft<>(
                this, name, facts -> new OptionalKey<>(facts, kind, OptionalKey.Without.ALLOWED_EMPTY, defaultText));
    }

    <T> Draft<List<T>> repeated(String name, Kind<T> kind, int min, int max, String absent) {
        return new Draft<>(this, name, facts -> new RepeatedKey<>(facts, kind, min, max, absent));
    }

    <T> Draft<SortedMap<Integer, T>> numbered(String name, Kind<T> kind, String defaultText) {
        return new Draft<>(this, name, facts -> new NumberedKey<>(facts, kind, defaultText));
    }

    void add(Key<?> key) {
        keys.add(key);
    }

    /** A rule between keys; it uses {@link Values#find}, as any of them may have an error of its own. */
    void rule(BiConsumer<Values, Findings> rule) {
        rules.add(rule);
    }

    /** A rule of C that does not count here. */
    void ruleOfC(BiConsumer<Values, Findings> rule) {
        rulesOfC.add(rule);
    }

    /** Why a daemon of C would not start with a file that is accepted here, so that there would be no way back to it. */
    public List<Finding> refusedByC(Values values) {
        Findings findings = new Findings();
        rulesOfC.forEach(rule -> rule.accept(values, findings));
        return findings.all();
    }

    /** Reads all values and finds everything there is to say; nothing is thrown for a bad value. */
    public Values read(ConfFile file) {
        Findings findings = new Findings();
        Values values = new Values(file);
        file.findings().forEach(findings::add);
        keys.forEach(key -> key.read(file, findings, values));
        rules.forEach(rule -> rule.accept(values, findings));
        keys.forEach(key -> judge(key, values, findings));
        new Strangers(this, file, findings).report();
        values.conclude(findings.all().stream()
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList());
        return values;
    }

    /** Says what becomes of a key that stands in the file. */
    private static <T> void judge(Key<T> key, Values values, Findings findings) {
        Optional<Item> item = values.item(key);
        Optional<T> value = values.find(key);
        boolean isUsed = key.facts().gate().flatMap(values::find).orElse(true);
        if (item.isEmpty() || value.isEmpty() || !isUsed) {
            return;
        }
        String text = item.get().name() + " = " + item.get().value() + ": ";
        State state = key.facts().state();
        if (state instanceof State.NotNeeded it && !item.get().value().isEmpty()) {
            findings.info(item.get(), text + "not needed here: " + it.reason());
        } else if (state instanceof State.Retired it) {
            findings.warn(item.get(), text + "C does not read it any more: " + it.instead());
        } else if (state instanceof State.NotYet it && !key.isDefault(value.get())) {
            findings.error(item.get(), text + "not supported yet: " + it.what() + "; to do without, take the line out");
        } else if (state instanceof State.NoEffectYet it && !key.isDefault(value.get())) {
            findings.warn(item.get(), text + "has no effect yet: " + it.what());
        }
    }
}
