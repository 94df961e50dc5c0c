package io.fastdfs.conf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Addresses written as numbers; nothing here ever asks a name server. */
final class Literal {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6_CHARS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    /** Two or more zeros in a row. */
    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    private Literal() {}

    /** The address, if the text is one: four decimal numbers, or an IPv6 address without brackets and zone. */
    static Optional<InetAddress> find(String text) {
        try {
            var four = IPV4.matcher(text);
            if (four.matches()) {
                byte[] bytes = new byte[4];
                for (int i = 0; i < 4; i++) {
                    int part = Integer.parseInt(four.group(i + 1));
                    if (part > 255) {
                        return Optional.empty();
                    }
                    bytes[i] = (byte) part;
                }
                return Optional.of(InetAddress.getByAddress(bytes));
            }
            // With a colon in it getByName takes a text as IPv6 or refuses it, without a look-up.
            return text.contains(":") && IPV6_CHARS.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static InetAddress of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no address"));
    }

    /** As C writes it: the longest run of zeros of an IPv6 address is {@code ::}, a local one has its zone. */
    static String show(InetAddress address) {
        String full = address.getHostAddress();
        if (address.getAddress().length == 4) {
            return full;
        }
        int zone = full.indexOf('%') < 0 ? full.length() : full.indexOf('%');
        String parts = full.substring(0, zone);
        return ZEROS.matcher(parts)
                        .results()
                        .max(Comparator.comparingInt(zeros -> zeros.end() - zeros.start()))
                        .map(zeros -> leftOf(parts, zeros) + "::" + rightOf(parts, zeros))
                        .orElse(parts)
                + (address.isLinkLocalAddress() ? full.substring(zone) : "");
    }

    private static String leftOf(String parts, MatchResult zeros) {
        return parts.substring(0, Math.max(0, zeros.start() - 1));
    }

    private static String rightOf(String parts, MatchResult zeros) {
        return parts.substring(Math.min(parts.length(), zeros.end() + 1));
    }

    /** True for a text that can be looked up: no number, no blanks, no colon. */
    static boolean isHostName(String text) {
        return HOST_NAME.matcher(text).matches() && !NUMBERS.matcher(text).matches();
    }
}
