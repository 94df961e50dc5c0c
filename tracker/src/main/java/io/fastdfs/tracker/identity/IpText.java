package io.fastdfs.tracker.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/** IP addresses as C writes them, which compares them as text. */
public final class IpText {
    private static final int IPV6_GROUPS = 8;
    private static final int MIN_OUTER_CHARACTERS = 8;

    /** Where an address is reachable from. Source: FastDFS fdfs_shared_func.c, fdfs_get_ip_type. */
    public enum Reach {
        PRIVATE_10,
        PRIVATE_172,
        PRIVATE_192,
        /** Everything else, loopback and IPv6 too. */
        OUTER,
        /** Too short for C, like {@code ::1}. */
        UNKNOWN
    }

    private IpText() {}

    /** Dotted, or of IPv6 the shortest form in lower case, without an interface. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ipv6 ? shortest(ipv6.getAddress()) : address.getHostAddress();
    }

    /** The address that the text writes in any form; empty if it writes none. Names are not looked up. */
    public static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0;
    }

    /** Address and port as one text, {@code ip:port} or {@code [ipv6]:port}. */
    public static String withPort(String address, int port) {
        return (isIpv6(address) ? "[" + address + "]" : address) + ":" + port;
    }

    static Reach reach(String address) {
        if (address.length() < MIN_OUTER_CHARACTERS) {
            return Reach.UNKNOWN;
        }
        if (address.startsWith("10.")) {
            return Reach.PRIVATE_10;
        }
        if (address.startsWith("192.168.")) {
            return Reach.PRIVATE_192;
        }
        return address.matches("172\\.(1[6-9]|2\\d|3[01])\\..*") ? Reach.PRIVATE_172 : Reach.OUTER;
    }

    /** RFC 5952: the first longest run of two or more zero groups becomes {@code ::}. */
    private static String shortest(byte[] address) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xFF) << 8 | address[2 * i + 1] & 0xFF;
        }
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int end = i;
            while (end < IPV6_GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }
}
