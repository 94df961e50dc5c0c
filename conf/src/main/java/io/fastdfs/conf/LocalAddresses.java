package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a line below {@code #@function LOCAL_IP_GET}: which addresses of this machine become the values.
 *
 * @param inner private addresses, else all others
 * @param index of the only one wanted; -1 for the last, empty for all
 */
record LocalAddresses(boolean inner, Optional<Integer> index) {
    static final String FORM = "inner, private or outer, with [INDEX] behind it for one address, [-1] for the last";
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z]+)(?:\\[(-1|\\d{1,4})])?");
    private static final int MAX = 100;

    static Optional<LocalAddresses> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Integer> index = Optional.ofNullable(matcher.group(2)).map(Integer::valueOf);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "inner", "private" -> Optional.of(new LocalAddresses(true, index));
            case "outer", "public" -> Optional.of(new LocalAddresses(false, index));
            default -> Optional.empty();
        };
    }

    /** The addresses; one empty value if there are none, as in C. */
    List<String> of(Host host) {
        List<String> all = host.addresses().stream()
                .filter(address -> Host.isPrivate(address) == inner)
                .limit(MAX)
                .map(LocalAddresses::shown)
                .toList();
        if (all.isEmpty()) {
            return List.of("");
        }
        return index.map(i -> i < all.size() ? List.of(all.get(i < 0 ? all.size() - 1 : i)) : List.of(""))
                .orElse(all);
    }

    /** As C writes it: an address that counts on one network only has the name of its interface. */
    private static String shown(InetAddress address) {
        String full = address.getHostAddress();
        return IpText.of(address)
                + (address.isLinkLocalAddress() && full.contains("%") ? full.substring(full.indexOf('%')) : "");
    }
}
