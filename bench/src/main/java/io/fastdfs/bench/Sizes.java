package io.fastdfs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How large files are: one size, a range in which each size is as likely as another, or several of these with weights. */
public final class Sizes {
    private final String text;
    private final List<Part> parts;
    private final int weights;

    private record Part(long least, long most, int weight) {}

    private Sizes(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.weights = parts.stream().mapToInt(Part::weight).sum();
    }

    public static Sizes of(long bytes) {
        return parse(String.valueOf(bytes));
    }

    /**
     * Reads {@code 4K}, {@code 1K-64K} or {@code 4K:70,64K:25,1M-8M:5}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Sizes parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            String range = colon < 0 ? part : part.substring(0, colon);
            int dash = range.indexOf('-');
            long least = bytes(dash < 0 ? range : range.substring(0, dash));
            long most = dash < 0 ? least : bytes(range.substring(dash + 1));
            if (least > most) {
                throw new IllegalArgumentException("\"" + range + "\": the smaller size stands first");
            }
            parts.add(new Part(least, most, colon < 0 ? 1 : weight(part.substring(colon + 1))));
        }
        return new Sizes(text, parts);
    }

    private static int weight(String text) {
        try {
            int weight = Integer.parseInt(text.strip());
            if (weight >= 1 && weight <= 1_000_000) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException("weight \"" + text + "\" is not 1 to 1000000");
    }

    /**
     * Reads {@code 4096}, {@code 4K}, {@code 1M} or {@code 2G}; K is 1,024.
     *
     * @throws IllegalArgumentException if it is none of these, or larger than 1 TiB
     */
    public static long bytes(String text) {
        String number = text.strip();
        int shift = number.isEmpty()
                ? 0
                : 10 * ("KMG".indexOf(Character.toUpperCase(number.charAt(number.length() - 1))) + 1);
        try {
            long value = Long.parseLong(shift == 0 ? number : number.substring(0, number.length() - 1));
            if (value >= 0 && value <= 1L << 40 - shift) {
                return value << shift;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException("\"" + text + "\" is no size like 4096, 4K, 1M or 2G, up to 1024G");
    }

    long draw(SplittableRandom random) {
        int drawn = weights == 1 ? 0 : random.nextInt(weights);
        int i = 0;
        while (drawn >= parts.get(i).weight) {
            drawn -= parts.get(i).weight;
            i++;
        }
        Part part = parts.get(i);
        return part.least == part.most ? part.least : random.nextLong(part.least, part.most + 1);
    }

    /** Of a file, in the long run. */
    long meanBytes() {
        double sum = 0;
        for (Part part : parts) {
            sum += (part.least + part.most) / 2.0 * part.weight;
        }
        return Math.round(sum / weights);
    }

    @Override
    public String toString() {
        return text;
    }
}
