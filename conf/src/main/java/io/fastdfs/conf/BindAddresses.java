package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a service listens: {@code bind_addr}, an address of each family at most, and at least one. */
public record BindAddresses(Optional<InetAddress> ipv4, Optional<InetAddress> ipv6) {
    static final Kind<BindAddresses> KIND = new Kind<>(
            "address",
            "an IPv4 or an IPv6 address, or one of each with a comma between them and no blanks",
            BindAddresses::parse,
            BindAddresses::toString);

    private static Optional<BindAddresses> parse(String text) {
        List<InetAddress> addresses = Arrays.stream(text.split(",", -1))
                .map(part -> part.startsWith("[") && part.endsWith("]") ? part.substring(1, part.length() - 1) : part)
                .flatMap(part -> IpText.parse(part).stream())
                .toList();
        BindAddresses found =
                new BindAddresses(first(addresses, Inet4Address.class), first(addresses, Inet6Address.class));
        // As many as were written: none is bad, and no family comes twice.
        return found.count() == text.split(",", -1).length ? Optional.of(found) : Optional.empty();
    }

    private static Optional<InetAddress> first(List<InetAddress> addresses, Class<? extends InetAddress> family) {
        return addresses.stream().filter(family::isInstance).findFirst();
    }

    private long count() {
        return Stream.concat(ipv4.stream(), ipv6.stream()).count();
    }

    @Override
    public String toString() {
        return ipv4.map(IpText::of).orElse("")
                + (ipv4.isPresent() && ipv6.isPresent() ? "," : "")
                + ipv6.map(IpText::of).orElse("");
    }
}
