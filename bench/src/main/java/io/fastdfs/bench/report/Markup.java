package io.fastdfs.bench.report;

import java.util.Locale;

/** Text and numbers as they stand in a page. */
final class Markup {
    private Markup() {}

    /** Text of any origin, for content and for attributes in double quotes. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }

    /** Three digits that count: 12,345 or 1.23. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size == 0 || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.1e";
        return String.format(Locale.ROOT, format, value);
    }

    /** Microseconds with the unit in which they are short. */
    static String micros(double micros) {
        if (micros >= 1e6) {
            return number(micros / 1e6) + " s";
        }
        return micros >= 1000 ? number(micros / 1000) + " ms" : number(micros) + " µs";
    }
}
