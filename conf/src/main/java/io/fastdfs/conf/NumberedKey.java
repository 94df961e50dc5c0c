package io.fastdfs.conf;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A family of keys with a number in their names, like {@code store_path0}, {@code store_path1}. */
final class NumberedKey<T> extends Key<SortedMap<Integer, T>> {
    /** Stands for the number in the declared name. */
    static final String NUMBER = "N";

    private final Kind<T> kind;
    private final String defaultText;
    private final Pattern pattern;

    NumberedKey(Facts facts, Kind<T> kind, String defaultText) {
        super(facts);
        this.kind = kind;
        this.defaultText = defaultText;
        int at = facts.name().indexOf(NUMBER);
        pattern = Pattern.compile(Pattern.quote(facts.name().substring(0, at))
                + "(0|[1-9]\\d{0,4})"
                + Pattern.quote(facts.name().substring(at + NUMBER.length())));
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
    boolean isNamed(String name) {
        return pattern.matcher(name).matches();
    }

    @Override
    boolean isDefault(SortedMap<Integer, T> value) {
        return value.isEmpty();
    }

    @Override
    void read(ConfFile file, Findings findings, Values into) {
        SortedMap<Integer, T> values = new TreeMap<>();
        boolean good = true;
        for (Item item : file.items()) {
            Matcher matcher = pattern.matcher(item.name());
            if (item.section().equals(section()) && matcher.matches()) {
                int number = Integer.parseInt(matcher.group(1));
                Optional<T> value = parse(kind, item, findings);
                value.ifPresent(one -> values.put(number, one));
                good &= value.isPresent();
                into.remember(this, item);
            }
        }
        if (good) {
            into.put(this, Collections.unmodifiableSortedMap(values));
        }
    }
}
