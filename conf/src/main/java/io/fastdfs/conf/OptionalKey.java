package io.fastdfs.conf;

import java.util.Optional;

/** A key with one value, and none when it is absent. */
final class OptionalKey<T> extends Key<Optional<T>> {
    /** What is done without a value. */
    enum Without {
        /** The file is refused. */
        REFUSED,
        /** Another key, or the program, says what happens then. */
        ALLOWED,
        /** An empty value is as good as an absent one. */
        ALLOWED_EMPTY
    }

    private final Kind<T> kind;
    private final Without without;
    private final String defaultText;

    OptionalKey(Facts facts, Kind<T> kind, Without without, String defaultText) {
        super(facts);
        this.kind = kind;
        this.without = without;
        this.defaultText = defaultText;
    }

    @Override
    Kind<T> kind() {
        return kind;
    }

    @Override
    String defaultText() {
        return defaultText;
    }

    @Override
    boolean isDefault(Optional<T> value) {
        return value.isEmpty();
    }

    @Override
    void read(ConfFile file, Findings findings, Values into) {
        Optional<Item> item = find(file);
        if (item.isEmpty()) {
            if (without == Without.REFUSED) {
                findings.missing(file, name() + ": missing; allowed is " + kind.allowed());
            }
            into.put(this, Optional.empty());
        } else if (item.get().value().isEmpty() && without == Without.ALLOWED_EMPTY) {
            into.put(this, Optional.empty(), item.get());
        } else {
            Optional<T> value = parse(kind, item.get(), findings);
            if (value.isPresent()) {
                into.put(this, value, item.get());
            }
        }
    }
}
