package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code #@if}: {@code %{NAME} in [value, value]}. */
record Condition(String variable, List<String> values) {
    static final String FORM = "%{NAME} in [VALUE,VALUE]";
    private static final int MAX_VALUES = 32;
    private static final Pattern SHAPE = Pattern.compile("%\\{([^}]+)}[ \t]*in[ \t]*\\[(.*)]");
    private static final Pattern NETWORK = Pattern.compile("([0-9.]+)/([0-9]{1,2})");
    private static final int MIN_BITS = 8;
    private static final int MAX_BITS = 30;

    static Optional<Condition> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> values =
                Arrays.stream(matcher.group(2).split(",", -1)).map(Line::trim).toList();
        return values.size() > MAX_VALUES ? Optional.empty() : Optional.of(new Condition(matcher.group(1), values));
    }

    boolean holds(Line line, Variables variables, Host host, Findings findings) {
        if (variable.equals("LOCAL_HOST")) {
            return values.contains(host.name());
        }
        if (variable.equals("LOCAL_IP")) {
            values.stream()
                    .filter(value -> value.contains("/") && network(value).isEmpty())
                    .forEach(value -> findings.error(
                            line,
                            value + ": allowed is a network of IPv4 with " + MIN_BITS + " to " + MAX_BITS + " bits"));
            return host.addressesOrLoopback().stream().anyMatch(this::matches);
        }
        Optional<String> value = variables.find(variable);
        if (value.isEmpty()) {
            findings.warn(line, "%{" + variable + "}: no #@set above defines it, so the condition is false");
        }
        return value.isPresent() && values.contains(value.get());
    }

    private boolean matches(InetAddress local) {
        return values.stream()
                .anyMatch(value -> IpText.parse(value).filter(local::equals).isPresent()
                        || network(value)
                                .filter(network -> network.contains(local))
                                .isPresent());
    }

    private static Optional<Network> network(String value) {
        Matcher matcher = NETWORK.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(matcher.group(2));
        return IpText.parse(matcher.group(1))
                .filter(address -> bits >= MIN_BITS && bits <= MAX_BITS)
                .map(address -> new Network(address, bits));
    }
}
