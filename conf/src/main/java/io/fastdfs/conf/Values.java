package io.fastdfs.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The values of all keys of one conf file, and what there is to say about it. */
public final class Values {
    private final ConfFile file;
    private final Map<Key<?>, Object> values = new HashMap<>();
    private final Map<Key<?>, Item> items = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Values(ConfFile file) {
        this.file = file;
    }

    public ConfFile file() {
        return file;
    }

    /** Everything there is to say, in the order of the lines. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * Passes on what a start should say, so that what follows may use the values.
     *
     * @param log takes each finding that is no error
     * @throws ConfException with every error, if there is one
     */
    public Values accepted(Consumer<Finding> log) throws ConfException {
        if (hasErrors()) {
            throw new ConfException(file.name(), findings);
        }
        findings.forEach(log);
        return this;
    }

    /**
     * The value of a key.
     *
     * @throws IllegalStateException if the file has an error in it
     */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " of a conf file that is refused"));
    }

    /** The value of a key, as far as it could be read. */
    @SuppressWarnings("unchecked") // put pairs each key with a value of its type
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    /** Where the value of a key stands; empty if it is the default. */
    Optional<Item> item(Key<?> key) {
        return Optional.ofNullable(items.get(key));
    }

    <T> void put(Key<T> key, T value) {
        values.put(key, value);
    }

    <T> void put(Key<T> key, T value, Item item) {
        put(key, value);
        remember(key, item);
    }

    void remember(Key<?> key, Item item) {
        items.put(key, item);
    }

    void conclude(List<Finding> all) {
        findings.addAll(all);
    }
}
