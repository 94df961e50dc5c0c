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

    public long number(String key) {
        String value = text(key);
        try {
            return values.containsKey(key) ? Long.parseLong(value) : 0;
        } catch (NumberFormatException _) {
            damage.add("[" + name + "] has " + key + "=" + value);
            return 0;
        }
    }

    /** A number from 0 to the given one; another one is damage, and taken for 0. */
    public int number(String key, int max) {
        long value = number(key);
        if (value < 0 || value > max) {
            damage.add("[" + name + "] has " + key + "=" + value);
            return 0;
        }
        return (int) value;
    }
}
