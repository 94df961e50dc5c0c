package io.fastdfs.conf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that say where a daemon listens. There is one service, or two, for the machines of the cluster and for others,
 * each at one address of each family at most. Source: libserverframe sf_global.c, sf_service.c.
 */
final class ListenKeys {
    private static final int MAX_PORT = 65535;
    private static final String ALL_IPV6 =
            "the IPv6 address of all would take IPv4 at all addresses; allowed is an IPv6"
                    + " address of its own, or all addresses of both";

    private final int defaultPort;
    private final Key<Optional<BindAddresses>> bindAddr;
    final Key<Integer> port;
    private final Key<AddressFamily> family;
    private final Key<Optional<Integer>> innerPort;
    private final Key<Optional<Integer>> outerPort;
    private final Key<Optional<BindAddresses>> innerBindAddr;
    private final Key<Optional<BindAddresses>> outerBindAddr;
    private final boolean portIsInner;

    /** @param portIsInner a storage of C takes {@code port} for the inner one whatever {@code inner_port} says */
    ListenKeys(KeyList keys, int defaultPort, boolean portIsInner) {
        this.defaultPort = defaultPort;
        this.portIsInner = portIsInner;
        bindAddr = keys.orEmpty("bind_addr", BindAddresses.KIND, "all addresses")
                .means("where to listen: one IPv4 and one IPv6 address at most, with a comma between them")
                .differs("host names are refused at once, where C fails to bind")
                .honoured();
        port = keys.key("port", Kind.number(1, MAX_PORT), defaultPort)
                .means("port of the service")
                .differs("0 is refused, where C takes the default")
                .honoured();
        family = keys.key("address_family", AddressFamily.KIND, AddressFamily.AUTO)
                .means("which addresses to listen on; auto: those of bind_addr, or without one, IPv4 if this machine"
                        + " has such an address, else IPv6")
                .differs("IPv6 on all addresses serves IPv4 peers as well, and cannot be had beside one IPv4 address")
                .honoured();
        innerPort = innerPort(keys);
        outerPort = keys.optional("outer_port", Kind.number(1, MAX_PORT), "port")
                .means("a second port, for machines outside the cluster, at outer_bind_addr")
                .asC()
                .honoured();
        innerBindAddr = keys.orEmpty("inner_bind_addr", BindAddresses.KIND, "bind_addr")
                .means("where to listen for the machines of the cluster; with it or outer_bind_addr, bind_addr counts"
                        + " for nothing")
                .asC()
                .honoured();
        outerBindAddr = keys.orEmpty("outer_bind_addr", BindAddresses.KIND, "bind_addr")
                .means("where to listen for machines outside the cluster; it makes a difference only together with"
                        + " inner_bind_addr or outer_port")
                .asC()
                .honoured();
        keys.rule(this::refuseAllBesideOne);
    }

    private Key<Optional<Integer>> innerPort(KeyList keys) {
        Draft<Optional<Integer>> draft = keys.optional("inner_port", Kind.number(1, MAX_PORT), "port");
        return portIsInner
                ? draft.means("the port for the machines of the cluster")
                        .asC()
                        .notNeeded("port is what counts, as in C")
                : draft.means(
                                "the port for the machines of the cluster; with it or outer_port, port counts for nothing")
                        .asC()
                        .honoured();
    }

    private void refuseAllBesideOne(Values values, Findings findings) {
        List<Key<?>> all = List.of(bindAddr, port, family, outerPort, innerBindAddr, outerBindAddr, innerPort);
        if (all.stream().allMatch(key -> values.find(key).isPresent()) && isAllBesideOne(addresses(values))) {
            List.of(bindAddr, innerBindAddr, outerBindAddr).stream()
                    .flatMap(key -> values.item(key).stream())
                    .findFirst()
                    .ifPresent(item -> findings.error(item, item.name() + " = " + item.value() + ": " + ALL_IPV6));
        }
    }

    /** Where IPv6 is asked for in so many words; empty if it is not. */
    Optional<Item> asksForIpv6(Values values) {
        if (values.find(family).equals(Optional.of(AddressFamily.IPV4))) {
            return Optional.empty();
        }
        Optional<Item> byFamily = values.find(family)
                .filter(wanted -> wanted == AddressFamily.IPV6 || wanted == AddressFamily.BOTH)
                .flatMap(wanted -> values.item(family));
        return byFamily.or(() -> List.of(bindAddr, innerBindAddr, outerBindAddr).stream()
                .filter(key -> values.find(key)
                        .flatMap(addresses -> addresses)
                        .flatMap(BindAddresses::ipv6)
                        .isPresent())
                .flatMap(key -> values.item(key).stream())
                .findFirst());
    }

    private static boolean isAllBesideOne(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .filter(ListenKeys::isAllOfIpv6)
                .anyMatch(all ->
                        addresses.stream().anyMatch(other -> !other.equals(all) && other.getPort() == all.getPort()));
    }

    private static boolean isAllOfIpv6(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress() && AddressFamily.isIpv6(address.getAddress());
    }

    /** Where to listen, that of the cluster first. */
    List<InetSocketAddress> addresses(Values values) {
        return addresses(values, Host.local());
    }

    List<InetSocketAddress> addresses(Values values, Host host) {
        Service bound = new Service(values.get(bindAddr), values.get(port));
        boolean oneAddress =
                values.get(innerBindAddr).isEmpty() && values.get(outerBindAddr).isEmpty();
        boolean onePort = values.get(outerPort).isEmpty()
                && (portIsInner || values.get(innerPort).isEmpty());
        Service inner = new Service(
                oneAddress ? bound.at : values.get(innerBindAddr),
                onePort || portIsInner ? bound.port : values.get(innerPort).orElse(defaultPort));
        Service outer = new Service(
                oneAddress ? bound.at : values.get(outerBindAddr),
                onePort ? bound.port : values.get(outerPort).orElse(defaultPort));
        Set<InetSocketAddress> found = new LinkedHashSet<>();
        for (boolean ipv6 : values.get(family).served(inner.at, outer.at, host)) {
            inner.beside(outer, ipv6, found);
        }
        // Both wildcards: the one of IPv6 takes all.
        List<InetSocketAddress> all =
                found.stream().filter(ListenKeys::isAllOfIpv6).toList();
        found.removeIf(address -> !AddressFamily.isIpv6(address.getAddress())
                && address.getAddress().isAnyLocalAddress()
                && all.stream().anyMatch(other -> other.getPort() == address.getPort()));
        return List.copyOf(found);
    }

    private record Service(Optional<BindAddresses> at, int port) {
        /** Both, as C opens them: at the same port two only where the addresses differ. */
        void beside(Service outer, boolean ipv6, Set<InetSocketAddress> into) {
            Optional<InetAddress> here = address(ipv6);
            Optional<InetAddress> there = outer.address(ipv6);
            if (port == outer.port && (here.isEmpty() || there.isEmpty())) {
                into.add(new InetSocketAddress(AddressFamily.all(ipv6), port));
            } else {
                into.add(new InetSocketAddress(here.orElse(AddressFamily.all(ipv6)), port));
                into.add(new InetSocketAddress(there.orElse(AddressFamily.all(ipv6)), outer.port));
            }
        }

        private Optional<InetAddress> address(boolean ipv6) {
            return at.flatMap(addresses -> ipv6 ? addresses.ipv6() : addresses.ipv4());
        }
    }
}
