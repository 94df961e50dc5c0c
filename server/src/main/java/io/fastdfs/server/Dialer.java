package io.fastdfs.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * How a server connects to others.
 *
 * @param from the addresses by which they know it, one of each family at most; to a server of another family the system
 *     chooses
 * @param alsoAt where a server is, too, in case that it is not reached at the first address
 */
public record Dialer(List<InetAddress> from, Map<InetSocketAddress, InetSocketAddress> alsoAt) {
    public Dialer {
        from = List.copyOf(from);
        alsoAt = Map.copyOf(alsoAt);
    }

    /** From the addresses where a server listens; those that stand for all tell nothing. */
    public static Dialer from(List<InetSocketAddress> listen) {
        return new Dialer(
                listen.stream()
                        .map(InetSocketAddress::getAddress)
                        .filter(address -> !address.isAnyLocalAddress())
                        .toList(),
                Map.of());
    }

    /** From where the system chooses. */
    public static Dialer fromAnywhere() {
        return new Dialer(List.of(), Map.of());
    }

    public Dialer withAlsoAt(Map<InetSocketAddress, InetSocketAddress> addresses) {
        return new Dialer(from, addresses);
    }

    public OutgoingConnection connect(InetSocketAddress to, OutgoingConnection.Timeouts timeouts) throws IOException {
        try {
            return connectThere(to, timeouts);
        } catch (IOException e) {
            InetSocketAddress other = alsoAt.get(to);
            if (other == null) {
                throw e;
            }
            return connectThere(other, timeouts);
        }
    }

    private OutgoingConnection connectThere(InetSocketAddress to, OutgoingConnection.Timeouts timeouts)
            throws IOException {
        boolean ipv6 = to.getAddress() instanceof Inet6Address;
        InetAddress bound = from.stream()
                .filter(address -> address instanceof Inet6Address == ipv6)
                .findFirst()
                .orElse(null);
        return new OutgoingConnection(to, bound, timeouts);
    }
}
