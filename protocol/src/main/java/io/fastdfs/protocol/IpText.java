package io.fastdfs.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as C writes them, which compares them as text. */
public final class IpText {
    private static final int IPV6_GROUPS = 8;
    private static final int MIN_CHARACTERS = 8;
    private static final int MAX_PART = 255;
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

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

    /**
     * The address that the text writes: four decimal numbers, or IPv6 in any form without brackets and interface. Empty for
     * everything else; no name server is ever asked.
     */
    public static Optional<InetAddress> parse(String text) {
        Matcher four = IPV4.matcher(text);
        if (four.matches()) {
            byte[] address = new byte[four.groupCount()];
            for (int i = 0; i < address.length; i++) {
                int part = Integer.parseInt(four.group(i + 1));
                if (part > MAX_PART) {
                    return Optional.empty();
                }
                address[i] = (byte) part;
            }
            return Optional.of(address(address));
        }
        if (!isIpv6(text) || !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // With a colon in it, getByName takes a text as IPv6 or refuses it, without a look-up.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(bytes.length + " bytes are no address", e);
        }
    }

    public static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0;
    }

    /** Address and port as one text, {@code ip:port} or {@code [ipv6]:port}. */
    public static String withPort(String address, int port) {
        return (isIpv6(address) ? "[" + address + "]" : address) + ":" + port;
    }

    /** The kind of this address, which is judged by its text. */
    public static Reach reach(String address) {
        if (address.length() < MIN_CHARACTERS) {
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
