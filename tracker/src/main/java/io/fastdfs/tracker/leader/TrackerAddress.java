package io.fastdfs.tracker.leader;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One tracker as storages list it: {@code ip[,ip2]:port}, IPv6 in brackets.
 *
 * @param addresses one, or two by which different networks reach it
 */
public record TrackerAddress(List<String> addresses, int port) {
    private static final int DEFAULT_PORT = 22_122;
    private static final int MAX_PORT = 65_535;
    private static final int MOST = 2;

    public TrackerAddress {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads a line of the list in a join, or the address in a message about the leader.
     *
     * @throws FdfsException EINVAL if it is none
     */
    public static TrackerAddress parse(String text) throws FdfsException {
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.lastIndexOf(':');
        if (bracketed && end < 0) {
            throw invalid(text);
        }
        String hosts = text.substring(bracketed ? 1 : 0, end < 0 ? text.length() : end);
        String rest = end < 0 ? "" : text.substring(bracketed ? end + 1 : end);
        if (!rest.isEmpty() && !rest.matches(":\\d{1,5}")) {
            throw invalid(text);
        }
        int port = rest.isEmpty() ? DEFAULT_PORT : Integer.parseInt(rest.substring(1));
        List<String> addresses = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            addresses.add(IpText.parse(host).map(IpText::of).orElseThrow(() -> invalid(text)));
        }
        if (addresses.size() > MOST || port == 0 || port > MAX_PORT) {
            throw invalid(text);
        }
        return new TrackerAddress(addresses, port);
    }

    private static FdfsException invalid(String text) {
        return FdfsException.invalid("\"" + text + "\" is not the address of a tracker");
    }

    public boolean is(String address, int itsPort) {
        return port == itsPort && addresses.contains(address);
    }

    /** True if both name one tracker. */
    public boolean sameAs(TrackerAddress other) {
        return port == other.port && other.addresses.stream().anyMatch(addresses::contains);
    }

    /** With what the other one knows besides. */
    TrackerAddress mergedWith(TrackerAddress other) {
        return addresses.size() == 1 && other.addresses.size() == MOST ? other : this;
    }

    /** As trackers name each other. */
    public String text() {
        return IpText.withPort(addresses.getFirst(), port);
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(IpText.parse(addresses.getFirst()).orElseThrow(), port);
    }

    /** Where a peer at this address reaches it: the first address of the same kind of network, or else the first. */
    public Endpoint forPeer(String peerAddress) {
        IpText.Reach reach = IpText.reach(peerAddress);
        String address = addresses.stream()
                .filter(one -> IpText.reach(one) == reach)
                .findFirst()
                .orElse(addresses.getFirst());
        return new Endpoint(address, port);
    }

    @Override
    public String toString() {
        return text();
    }
}
