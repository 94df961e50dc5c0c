package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Word;
import io.fastdfs.protocol.IpText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code address_family}: which addresses a service listens on. */
public enum AddressFamily {
    AUTO,
    IPV4,
    IPV6,
    BOTH;

    static final Kind<AddressFamily> KIND = Kind.choice(List.of(
            new Word<>("auto", AUTO), new Word<>("IPv4", IPV4), new Word<>("IPv6", IPV6), new Word<>("both", BOTH)));

    /** The families to listen on, false for IPv4 and true for IPv6, IPv4 first. */
    List<Boolean> served(Optional<BindAddresses> inner, Optional<BindAddresses> outer, Host host) {
        return switch (this) {
            case IPV4 -> List.of(false);
            case IPV6 -> List.of(true);
            case BOTH -> List.of(false, true);
            case AUTO -> {
                List<BindAddresses> bound =
                        Stream.concat(inner.stream(), outer.stream()).toList();
                List<Boolean> named = Stream.of(false, true)
                        .filter(ipv6 -> bound.stream().anyMatch(at -> (ipv6 ? at.ipv6() : at.ipv4()).isPresent()))
                        .toList();
                yield named.isEmpty()
                        ? List.of(isIpv6(host.addressesOrLoopback().get(0)))
                        : named;
            }
        };
    }

    static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    /** The address that stands for all of a family. */
    static InetAddress all(boolean ipv6) {
        return IpText.parse(ipv6 ? "::" : "0.0.0.0").orElseThrow();
    }
}
