package io.fastdfs.cli.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Options of one letter as GNU getopt takes them: before, between or behind the operands, several in one argument, and
 * {@code --} ends them.
 *
 * @param options in the order they were given
 */
record GetOpt(List<Option> options, List<String> operands) {
    static final char NONE = 0;

    /**
     * One option.
     *
     * @param value empty if it takes none
     */
    record Option(char letter, String value) {}

    /** A call with an option that is not there, or without its value. */
    static final class Misuse extends Exception {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    /**
     * Sorts arguments.
     *
     * @param known the letters; a colon stands behind one that takes a value
     */
    static GetOpt parse(String known, List<String> arguments) throws Misuse {
        List<Option> options = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.equals("--")) {
                operands.addAll(arguments.subList(at + 1, arguments.size()));
                break;
            }
            if (argument.length() < 2 || !argument.startsWith("-")) {
                operands.add(argument);
                continue;
            }
            for (int i = 1; i < argument.length(); i++) {
                char letter = argument.charAt(i);
                int found = letter == ':' ? -1 : known.indexOf(letter);
                if (found < 0) {
                    throw new Misuse("invalid option -- '" + letter + "'");
                }
                if (!known.startsWith(":", found + 1)) {
                    options.add(new Option(letter, ""));
                    continue;
                }
                if (i + 1 == argument.length()) {
                    at++;
                }
                if (at == arguments.size()) {
                    throw new Misuse("option requires an argument -- '" + letter + "'");
                }
                options.add(
                        new Option(letter, i + 1 == argument.length() ? arguments.get(at) : argument.substring(i + 1)));
                break;
            }
        }
        return new GetOpt(List.copyOf(options), List.copyOf(operands));
    }

    boolean has(char letter) {
        return last(String.valueOf(letter)) != NONE;
    }

    boolean hasAny(String letters) {
        return last(letters) != NONE;
    }

    /** The last given one of several options that exclude each other; {@link #NONE} if none was. */
    char last(String letters) {
        char last = NONE;
        for (Option option : options) {
            if (letters.indexOf(option.letter()) >= 0) {
                last = option.letter();
            }
        }
        return last;
    }

    /** The last value given to an option. */
    String value(char letter, String absent) {
        String value = absent;
        for (Option option : options) {
            if (option.letter() == letter) {
                value = option.value();
            }
        }
        return value;
    }
}
