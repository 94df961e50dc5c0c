package io.fastdfs.conf;

import java.util.ArrayList;
import java.util.List;

/** A key that may stand in a file several times, each time with a value. */
final class RepeatedKey<T> extends Key<List<T>> {
    private final Kind<T> kind;
    private final int min;
    private final int max;
    private final String absent;

    /** {@code absent}: the value that is as good as none. */
    RepeatedKey(Facts facts, Kind<T> kind, int min, int max, String absent) {
        super(facts);
        this.kind = kind;
        this.min = min;
        this.max = max;
        this.absent = absent;
    }

    @Override
    Kind<T> kind() {
        return kind;
    }

    @Override
    String defaultText() {
        return min > 0 ? "required" : "`" + absent + "`";
    }

    @Override
    boolean isDefault(List<T> value) {
        return value.stream().map(kind::show).allMatch(absent::equals);
    }

    @Override
    void read(ConfFile file, Findings findings, Values into) {
        List<Item> items = all(file);
        List<T> values = new ArrayList<>();
        for (Item item : items) {
            parse(kind, item, findings).ifPresent(values::add);
        }
        if (items.size() < min) {
            findings.missing(file, name() + ": missing; allowed is " + kind.allowed());
        }
        if (items.size() > max) {
            findings.error(items.get(max), name() + ": at most " + max + " of them are allowed");
        }
        if (values.size() == items.size()) {
            into.put(this, List.copyOf(values));
            items.stream().findFirst().ifPresent(item -> into.remember(this, item));
        }
    }
}
