package io.fastdfs.conf;

import java.net.InetAddress;

/** Which kind of network an address is of; the two addresses of one storage must differ in it. */
enum AddressRange {
    INNER_10("10.0.0.0", 8),
    INNER_172("172.16.0.0", 12),
    INNER_192("192.168.0.0", 16),
    /** All others, and with them every IPv6 address. */
    OUTER("0.0.0.0", 0);

    private final String first;
    private final int bits;

    AddressRange(String first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    static AddressRange of(InetAddress address) {
        for (AddressRange range : values()) {
            if (new Network(Literal.of(range.first), range.bits).contains(address)) {
                return range;
            }
        }
        return OUTER;
    }
}
