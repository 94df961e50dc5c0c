package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One value of {@code allow_hosts}: who may connect. */
public sealed interface AllowedHost {
    String ALLOWED =
            "* for everybody, a host name or address, a network of IPv4 like 10.0.1.0/24 with 10 to 31 bits, or"
                    + " numbers in brackets like 10.0.1.[0-15,200] or host[01-08].example.com";
    Pattern NETWORK = Pattern.compile("([0-9.]{7,15})/(\\d{1,2})");
    Pattern NUMBERED = Pattern.compile("([^\\[\\]]*)\\[([^\\[\\]]*)]([^\\[\\]]*)");
    Pattern RANGE = Pattern.compile("[ \t]*(\\d{1,9})[ \t]*(?:-[ \t]*(\\d{1,9})[ \t]*)?");
    int MIN_BITS = 10;
    int MAX_BITS = 31;
    /** A network says more in less. */
    int MAX_NAMES = 1 << 16;

    Kind<AllowedHost> KIND = new Kind<>("host", ALLOWED, AllowedHost::parse, AllowedHost::toString);

    /** Every peer. */
    record Everybody() implements AllowedHost {
        @Override
        public String toString() {
            return "*";
        }
    }

    /** The addresses of a network. */
    record Inside(Network network) implements AllowedHost {}

    /** Names or addresses, written one by one; a name that cannot be looked up allows nobody. */
    record Named(List<String> hosts) implements AllowedHost {
        public Named {
            hosts = List.copyOf(hosts);
        }
    }

    /** Reads a value; an empty one, which C skips, names nobody. */
    static Optional<AllowedHost> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(new Everybody());
        }
        if (text.isEmpty()) {
            return Optional.of(new Named(List.of()));
        }
        if (text.indexOf('[') >= 0) {
            return numbered(text);
        }
        if (text.indexOf('/') >= 0) {
            Matcher network = NETWORK.matcher(text);
            return network.matches() ? network(network.group(1), Integer.parseInt(network.group(2))) : Optional.empty();
        }
        return ServerAddress.isHost(text) ? Optional.of(new Named(List.of(text))) : Optional.empty();
    }

    private static Optional<AllowedHost> network(String address, int bits) {
        return IpText.parse(address)
                .map(first -> new Network(first, bits))
                // C does not clear the bits behind the first ones, and so allows a part of what was meant.
                .filter(network -> bits >= MIN_BITS && bits <= MAX_BITS && network.isExact())
                .map(Inside::new);
    }

    private static Optional<AllowedHost> numbered(String text) {
        Matcher parts = NUMBERED.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<String> hosts = new ArrayList<>();
        for (String range : parts.group(2).split(",", -1)) {
            Matcher numbers = RANGE.matcher(range);
            if (!numbers.matches()) {
                return Optional.empty();
            }
            String first = numbers.group(1);
            int from = Integer.parseInt(first);
            int to = numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2));
            if (to < from || to - from > MAX_NAMES - hosts.size()) {
                return Optional.empty();
            }
            for (int number = from; number <= to; number++) {
                hosts.add(parts.group(1) + padded(number, first.length()) + parts.group(3));
            }
        }
        return hosts.stream().allMatch(ServerAddress::isHost) ? Optional.of(new Named(hosts)) : Optional.empty();
    }

    /** Numbers keep the width of the first one of their range. */
    private static String padded(int number, int width) {
        String digits = String.valueOf(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
