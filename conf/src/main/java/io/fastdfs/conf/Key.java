package io.fastdfs.conf;

import java.util.List;
import java.util.Optional;

/**
 * One key of a conf file, declared once: what it may be, what it is when absent, what it means and what becomes of it.
 * Reading, checking, {@code fdfs conf check} and the table in docs/configuration.md all come from here.
 *
 * @param <T> what {@link Values#get} returns
 */
public abstract sealed class Key<T> permits SingleKey, OptionalKey, RepeatedKey, NumberedKey {
    /** Everything about a key but its values. */
    record Facts(
            String section,
            boolean orGlobal,
            String name,
            Optional<Key<Boolean>> gate,
            String meaning,
            String comparison,
            State state) {}

    private final Facts facts;

    Key(Facts facts) {
        this.facts = facts;
    }

    public final String name() {
        return facts.name;
    }

    /** Empty for the global one. */
    public final String section() {
        return facts.section;
    }

    /** True if the value is used; all other keys are only checked. */
    public final boolean isHonoured() {
        return facts.state instanceof State.Honoured;
    }

    final Facts facts() {
        return facts;
    }

    /** The kind of one value, for messages and the table. */
    abstract Kind<?> kind();

    /** What it is when absent, for the table: Markdown. */
    abstract String defaultText();

    /** True if the value is what an absent key means. */
    abstract boolean isDefault(T value);

    /** Reads the value, or the default, into the values; reports what is not allowed. */
    abstract void read(ConfFile file, Findings findings, Values into);

    /** True if an item of this name means this key, whatever its section. */
    boolean isNamed(String name) {
        return facts.name.equals(name);
    }

    /** True if this key is looked up in a section. */
    final boolean isLookedUpIn(String section) {
        return facts.section.equals(section) || facts.orGlobal && section.isEmpty();
    }

    final Optional<Item> find(ConfFile file) {
        return facts.orGlobal ? file.findOrGlobal(facts.section, facts.name) : file.find(facts.section, facts.name);
    }

    final List<Item> all(ConfFile file) {
        return file.all(facts.section, facts.name);
    }

    /** The value of an item; empty with an error if it is not allowed. */
    static <V> Optional<V> parse(Kind<V> kind, Item item, Findings findings) {
        Optional<V> value = kind.parse(item.value());
        if (value.isEmpty()) {
            findings.error(item, item.name() + " = " + item.value() + ": allowed is " + kind.allowed());
        }
        return value;
    }
}
