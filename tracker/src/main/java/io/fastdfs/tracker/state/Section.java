package io.fastdfs.tracker.state;

import java.util.Map;
import java.util.Optional;

/** One section of a list. What is missing or no number is added to the damage, so that no default is taken in silence. */
public record Section(String name, Map<String, String> values, Damage damage) {
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The text of a key; may be empty. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            damage.add("[" + name + "] has no " + key);
            return "";
        }
        return value;
    }

    /** A count, a size or a time: no negative number. */
    public long number(String key) {
        return number(key, 0, Long.MAX_VALUE);
    }

    /** A number from 0 to the given one. */
    public int number(String key, int max) {
        return (int) number(key, 0, max);
    }

    /** A number that may be negative. */
    public long signedNumber(String key) {
        return number(key, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** What is no number from the one to the other is damage, and taken for 0. */
    private long number(String key, long min, long max) {
        String value = text(key);
        if (!values.containsKey(key)) {
            return 0;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number outside the bounds is.
        }
        damage.add("[" + name + "] has " + key + "=" + value);
        return 0;
    }
}
