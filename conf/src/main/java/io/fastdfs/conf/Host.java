package io.fastdfs.conf;

import io.fastdfs.protocol.IpText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This machine, as conditions in a conf file see it. Looked at only when one asks, as that takes a while. */
final class Host {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "fe80::1");
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

    private @Nullable String name;
    private @Nullable List<InetAddress> addresses;

    private Host() {}

    Host(String name, List<InetAddress> addresses) {
        this.name = name;
        this.addresses = List.copyOf(addresses);
    }

    /** This machine; whoever asks it for more may get an UncheckedIOException. */
    static Host local() {
        return new Host();
    }

    String name() {
        if (name == null) {
            name = localName();
        }
        return name;
    }

    /** IPv4 before IPv6, without loopback addresses, which are 127.0.0.1, ::1 and fe80::1 for C. */
    List<InetAddress> addresses() {
        if (addresses == null) {
            addresses = localAddresses();
        }
        return addresses;
    }

    /** All addresses; 127.0.0.1 on a machine without network. */
    List<InetAddress> addressesOrLoopback() {
        return addresses().isEmpty() ? IpText.parse("127.0.0.1").stream().toList() : addresses();
    }

    /** True for what C takes as loopback: any other 127.x address is one like all others. */
    static boolean isLoopback(InetAddress address) {
        return LOOPBACK.contains(IpText.of(address));
    }

    /** True for 10.x, 192.168.x and 172.16.x to 172.31.x. */
    static boolean isPrivate(InetAddress address) {
        return switch (IpText.reach(IpText.of(address))) {
            case PRIVATE_10, PRIVATE_172, PRIVATE_192 -> true;
            case OUTER, UNKNOWN -> false;
        };
    }

    private static List<InetAddress> localAddresses() {
        try {
            List<InetAddress> found = new ArrayList<>();
            for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                List<InetAddress> addresses = Collections.list(one.getInetAddresses());
                // The JDK lists them from the last to the first.
                Collections.reverse(addresses);
                found.addAll(addresses);
            }
            found.removeIf(Host::isLoopback);
            found.sort(Comparator.comparingInt(address -> address.getAddress().length));
            return List.copyOf(found);
        } catch (SocketException e) {
            throw new UncheckedIOException("the addresses of this machine cannot be found: " + e.getMessage(), e);
        }
    }

    private static String localName() {
        try {
            return Files.isReadable(KERNEL_NAME)
                    ? Files.readString(KERNEL_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            throw new UncheckedIOException("the name of this machine cannot be found: " + e.getMessage(), e);
        }
    }
}
