package io.fastdfs.conf;

import io.fastdfs.conf.Kind.Word;
import io.fastdfs.protocol.IpText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** {@code address_family}: which addresses a service listens on. */
public enum AddressFamily {
    AUTO,
    IPV4,
    IPV6,
    BOTH;

    static final Kind<AddressFamily> KIND = Kind.choice(List.of(
            new Word<>("auto", AUTO), new Word<>("IPv4", IPV4), new Word<>("IPv6", IPV6), new Word<>("both", BOTH)));

    /** True if a service must listen on two addresses. */
    boolean needsTwo(Optional<BindAddresses> bind) {
        return switch (this) {
            case AUTO ->
                bind.filter(addresses ->
                                addresses.ipv4().isPresent() && addresses.ipv6().isPresent())
                        .isPresent();
            case IPV4, IPV6 -> false;
            // Without an address to bind, the one of IPv6 that stands for all takes IPv4 as well.
            case BOTH -> bind.isPresent();
        };
    }

    /** The one address to listen on. */
    InetAddress listenAt(Optional<BindAddresses> bind, Host host) {
        boolean ipv4 = switch (this) {
            case AUTO ->
                bind.map(addresses -> addresses.ipv4().isPresent())
                        .orElseGet(() -> host.addressesOrLoopback().get(0) instanceof Inet4Address);
            case IPV4 -> true;
            case IPV6, BOTH -> false;
        };
        return bind.flatMap(addresses -> ipv4 ? addresses.ipv4() : addresses.ipv6())
                .or(() -> IpText.parse(ipv4 ? "0.0.0.0" : "::"))
                .orElseThrow();
    }
}
