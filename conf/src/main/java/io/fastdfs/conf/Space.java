package io.fastdfs.conf;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much disk space, absolute or as a part of what there is. */
public sealed interface Space {
    /** So many bytes. */
    record Absolute(long bytes) implements Space {
        @Override
        public String toString() {
            return Kind.showBytes(bytes);
        }
    }

    /**
     * A part of the whole.
     *
     * @param ratio between 0 and 1
     */
    record Share(double ratio) implements Space {
        @Override
        public String toString() {
            return BigDecimal.valueOf(ratio)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString() + "%";
        }
    }

    /** Reads {@code 1024MB} or {@code 20%}. */
    static Optional<Space> parse(String text) {
        Matcher percent = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,6})?)%").matcher(text);
        if (percent.matches()) {
            double ratio = new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue();
            return ratio > 0 ? Optional.of(new Share(ratio)) : Optional.empty();
        }
        return Kind.bytes(0, Long.MAX_VALUE).parse(text).map(Absolute::new);
    }
}
