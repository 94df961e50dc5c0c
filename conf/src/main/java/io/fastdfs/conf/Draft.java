package io.fastdfs.conf;

import java.util.Optional;
import java.util.function.Function;

/** A key that is being declared; the last call says what becomes of it, and adds it to its list. */
final class Draft<T> {
    private final KeyList list;
    private final String name;
    private final Function<Key.Facts, Key<T>> shape;
    private String section = "";
    private boolean orGlobal;
    private Optional<Key<Boolean>> gate = Optional.empty();
    private String meaning = "";
    private String comparison = "";

    Draft(KeyList list, String name, Function<Key.Facts, Key<T>> shape) {
        this.list = list;
        this.name = name;
        this.shape = shape;
    }

    Draft<T> in(String section) {
        this.section = section;
        return this;
    }

    /** Looked up in this section, and if it is not there, in the global one. */
    Draft<T> inOrGlobal(String section) {
        orGlobal = true;
        return in(section);
    }

    /** Only used when that flag is true. */
    Draft<T> with(Key<Boolean> flag) {
        gate = Optional.of(flag);
        return this;
    }

    Draft<T> means(String meaning) {
        this.meaning = meaning;
        return this;
    }

    Draft<T> asC() {
        comparison = "as C";
        return this;
    }

    Draft<T> differs(String difference) {
        comparison = difference;
        return this;
    }

    Key<T> honoured() {
        return becomes(new State.Honoured());
    }

    Key<T> notNeeded(String reason) {
        return becomes(new State.NotNeeded(reason));
    }

    Key<T> notYet(String what) {
        return becomes(new State.NotYet(what));
    }

    Key<T> noEffectYet(String what) {
        return becomes(new State.NoEffectYet(what));
    }

    Key<T> retired(String instead) {
        return becomes(new State.Retired(instead));
    }

    Key<T> becomes(State state) {
        Key<T> key = shape.apply(new Key.Facts(section, orGlobal, name, gate, meaning, comparison, state));
        list.add(key);
        return key;
    }
}
