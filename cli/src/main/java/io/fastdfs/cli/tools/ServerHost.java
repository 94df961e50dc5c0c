package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A server as a conf file names it.
 *
 * @param addresses one, or two of different kinds of network
 */
record ServerHost(List<Endpoint> addresses) {
    static final int TRACKER_PORT = 22122;
    static final int STORAGE_PORT = 23000;

    /** C's order, whatever the order of the file: single addresses first, then by address as text, then by port. */
    static final Comparator<ServerHost> ORDER = ServerHost::compare;

    ServerHost {
        addresses = List.copyOf(addresses);
    }

    static ServerHost parse(String text) throws FdfsException {
        return parse(text, TRACKER_PORT);
    }

    /**
     * Reads {@code host:port}, {@code host,host:port}, {@code [host]:port} or {@code [host,host]:port}; names are looked
     * up.
     *
     * @throws FdfsException EINVAL if the text has another form, or a name is unknown
     */
    static ServerHost parse(String text, int defaultPort) throws FdfsException {
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.lastIndexOf(':');
        if (bracketed && end < 0) {
            throw FdfsException.invalid("host \"" + text + "\" has no closing bracket");
        }
        String hosts = text.substring(bracketed ? 1 : 0, end < 0 ? text.length() : end);
        String rest = end < 0 ? "" : text.substring(bracketed ? end + 1 : end);
        int port = rest.startsWith(":") ? port(text, rest.substring(1)) : defaultPort;
        List<Endpoint> addresses = new ArrayList<>();
        for (String host : hosts.split(",", 2)) {
            addresses.add(new Endpoint(resolve(host), port));
        }
        if (addresses.size() == 2 && network(addresses.get(0)).equals(network(addresses.get(1)))) {
            throw FdfsException.invalid(
                    "host \"" + text + "\": one address must be an inner one, the other an outer one,"
                            + " or both of different inner networks");
        }
        return new ServerHost(addresses);
    }

    private static int port(String text, String digits) throws FdfsException {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw FdfsException.invalid("host \"" + text + "\": port \"" + digits + "\"");
    }

    private static String resolve(String host) throws FdfsException {
        // To Java the empty name is this machine.
        if (host.isBlank()) {
            throw FdfsException.invalid("empty host name");
        }
        try {
            return Notation.address(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw Errno.ofConnection("look up host \"" + host + "\"", e);
        }
    }

    /** The kind of network of an address, of which a server may have only one each. */
    private static String network(Endpoint endpoint) {
        String address = endpoint.address();
        if (address.startsWith("10.")) {
            return "10";
        }
        if (address.startsWith("192.168.")) {
            return "192.168";
        }
        return address.matches("172\\.(1[6-9]|2\\d|3[01])\\..*") ? "172.16" : "outer";
    }

    boolean contains(Endpoint address) {
        return addresses.contains(address);
    }

    /** The same server with this address before its other one. */
    ServerHost with(Endpoint first) {
        List<Endpoint> reordered = new ArrayList<>(addresses);
        reordered.remove(first);
        reordered.addFirst(first);
        return new ServerHost(reordered);
    }

    private int compare(ServerHost other) {
        int result = Integer.compare(addresses.size(), other.addresses.size());
        for (int i = 0; result == 0 && i < addresses.size(); i++) {
            Endpoint mine = addresses.get(i);
            Endpoint theirs = other.addresses.get(i);
            result = mine.address().compareTo(theirs.address());
            if (result == 0) {
                result = Integer.compare(mine.port(), theirs.port());
            }
        }
        return result;
    }
}
