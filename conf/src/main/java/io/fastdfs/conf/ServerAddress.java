package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server with one or two addresses, as {@code tracker_server} names it.
 *
 * @param hosts names or addresses, looked up when {@link #resolve} is called
 */
public record ServerAddress(List<String> hosts, int port) {
    /** As a default port: it may be left out, and then there is none. */
    public static final int NO_PORT = 0;

    static final String ALLOWED = "HOST:PORT, or HOST,HOST2:PORT for a server with two addresses, without blanks,"
            + " and [ADDRESS]:PORT for IPv6; the port may be left out";
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]*)](?::(\\d{1,5}))?");
    private static final Pattern WITH_PORT = Pattern.compile("(.*):(\\d{1,5})");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final int MAX_HOSTS = 2;
    private static final int MAX_PORT = 65535;

    public ServerAddress {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads one of these: C's rules, but a port that is no number, text behind it and an IPv6 address whose last part
     * would be taken for a port are refused.
     */
    public static Optional<ServerAddress> parse(String text, int defaultPort) {
        Matcher matcher = (text.startsWith("[") ? IN_BRACKETS : WITH_PORT).matcher(text);
        String list = text;
        int port = defaultPort;
        int least = defaultPort == NO_PORT ? NO_PORT : 1;
        if (matcher.matches()) {
            list = matcher.group(1);
            if (matcher.group(2) != null) {
                port = Integer.parseInt(matcher.group(2));
                least = 1;
            }
        }
        List<String> hosts = Arrays.stream(list.split(",", -1))
                .map(host -> IpText.parse(host).map(IpText::of).orElse(host))
                .toList();
        boolean good = hosts.size() <= MAX_HOSTS
                && hosts.stream().distinct().count() == hosts.size()
                && hosts.stream().allMatch(ServerAddress::isHost)
                && port >= least
                && port <= MAX_PORT;
        return good ? Optional.of(new ServerAddress(hosts, port)) : Optional.empty();
    }

    /** True for an address, and for a name that can be looked up. */
    static boolean isHost(String text) {
        boolean isName =
                HOST_NAME.matcher(text).matches() && !NUMBERS.matcher(text).matches();
        return isName || IpText.parse(text).isPresent();
    }

    /** False for two addresses of the same kind; names count for nothing, as nobody has looked them up. */
    boolean isAllowedInC() {
        List<IpText.Reach> reaches = hosts.stream()
                .flatMap(host -> IpText.parse(host).stream())
                .map(address -> IpText.reach(IpText.of(address)))
                .toList();
        return reaches.stream().distinct().count() == reaches.size();
    }

    /** True if one of the hosts is what C calls loopback: 127.0.0.1, ::1 or fe80::1, but no other 127.x address. */
    boolean isLoopback() {
        return hosts.stream()
                .anyMatch(host -> IpText.parse(host).filter(Host::isLoopback).isPresent());
    }

    /**
     * Looks up the hosts, in their order.
     *
     * @throws UnknownHostException if one of them cannot be looked up
     */
    public List<InetSocketAddress> resolve() throws UnknownHostException {
        List<InetSocketAddress> found = new ArrayList<>();
        for (String host : hosts) {
            Optional<InetAddress> literal = IpText.parse(host);
            found.add(new InetSocketAddress(literal.isPresent() ? literal.get() : InetAddress.getByName(host), port));
        }
        return found;
    }

    @Override
    public String toString() {
        String list = String.join(",", hosts);
        String host = list.contains(":") ? "[" + list + "]" : list;
        return port == NO_PORT ? host : host + ":" + port;
    }
}
