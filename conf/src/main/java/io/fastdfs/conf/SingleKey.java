package io.fastdfs.conf;

/** A key with one value, and a default when it is absent. */
final class SingleKey<T> extends Key<T> {
    private final Kind<T> kind;
    private final T absent;

    SingleKey(Facts facts, Kind<T> kind, T absent) {
        super(facts);
        this.kind = kind;
        this.absent = absent;
    }

    @Override
    Kind<T> kind() {
        return kind;
    }

    @Override
    String defaultText() {
        return "`" + kind.show(absent) + "`";
    }

    @Override
    boolean isDefault(T value) {
        return value.equals(absent);
    }

    @Override
    void read(ConfFile file, Findings findings, Values into) {
        find(file)
                .ifPresentOrElse(
                        item -> parse(kind, item, findings).ifPresent(value -> into.put(this, value, item)),
                        () -> into.put(this, absent));
    }
}
