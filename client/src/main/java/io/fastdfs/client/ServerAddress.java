package io.fastdfs.client;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.tracker.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tracker or storage by name. The name is looked up at every connect, so a server may move.
 *
 * @param host name or address, not empty; an IPv6 address has no brackets
 * @param port 1 to 65535
 */
record ServerAddress(String host, int port) {
    static final int DEFAULT_TRACKER_PORT = 22122;

    ServerAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("\"" + host + ":" + port + "\" is no address of a server");
        }
    }

    /**
     * The address that a tracker answered.
     *
     * @throws FdfsException EINVAL if it is none
     */
    static ServerAddress of(Endpoint endpoint) throws FdfsException {
        try {
            return new ServerAddress(endpoint.address(), endpoint.port());
        } catch (IllegalArgumentException e) {
            throw FdfsException.invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The addresses of one tracker: {@code host}, {@code host:port}, {@code [v6]:port}, or two hosts {@code a,b:port}.
     *
     * @throws IllegalArgumentException if the text has none of these shapes
     */
    static List<ServerAddress> ofTracker(String text) {
        boolean bracketed = text.startsWith("[") && text.indexOf(']') > 0;
        // As in C, the port of an address without brackets stands behind the last colon.
        int end = bracketed ? text.indexOf(']') + 1 : text.lastIndexOf(':') < 0 ? text.length() : text.lastIndexOf(':');
        String hosts = bracketed ? text.substring(1, end - 1) : text.substring(0, end);
        String port = text.substring(end);
        try {
            if (!port.isEmpty() && !port.startsWith(":")) {
                throw new IllegalArgumentException("text behind the bracket");
            }
            int number = port.isEmpty() ? DEFAULT_TRACKER_PORT : Integer.parseInt(port.substring(1));
            List<ServerAddress> addresses = new ArrayList<>();
            for (String host : hosts.split(",", -1)) {
                addresses.add(new ServerAddress(host.strip(), number));
            }
            return addresses;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not host:port", e);
        }
    }

    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
