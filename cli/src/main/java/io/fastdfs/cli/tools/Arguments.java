package io.fastdfs.cli.tools;

import java.nio.charset.StandardCharsets;

/** What the programs in C make of the text of an argument. */
final class Arguments {
    private Arguments() {}

    /**
     * The number that a text begins with: blanks, a sign, digits; what follows does not count, and no digits are 0. Digits
     * that are too many give the largest number.
     */
    static long number(String text) {
        String number = text.stripLeading();
        int start = !number.isEmpty() && "+-".indexOf(number.charAt(0)) >= 0 ? 1 : 0;
        int end = start;
        while (end < number.length() && number.charAt(end) >= '0' && number.charAt(end) <= '9') {
            end++;
        }
        if (end == start) {
            return 0;
        }
        try {
            return Long.parseLong(number.substring(0, end));
        } catch (NumberFormatException tooLarge) {
            return number.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The beginning of a text, so that it fits into a field. */
    static String cut(String text, int bytes) {
        String fitting = text;
        while (fitting.getBytes(StandardCharsets.UTF_8).length > bytes) {
            fitting = fitting.substring(0, fitting.length() - 1);
        }
        return fitting;
    }
}
