package io.fastdfs.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where requests go. */
public sealed interface Destination {
    int TRACKER_PORT = 22122;
    int STORAGE_PORT = 23000;

    /** One storage, without asking a tracker. */
    record Storage(InetSocketAddress address) implements Destination {}

    /**
     * Whatever storage the tracker names, which is asked before each operation, as clients do.
     *
     * @param group for uploads; empty: the tracker chooses
     */
    record Tracker(InetSocketAddress address, Optional<String> group) implements Destination {}

    /** The server that is known from the start. */
    InetSocketAddress address();

    /** In words: {@code storage 127.0.0.1:23000}. */
    default String inWords() {
        String kind = switch (this) {
            case Storage _ -> "storage ";
            case Tracker _ -> "tracker ";
        };
        return kind + hostAndPort(address());
    }

    static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /**
     * Reads {@code host}, {@code host:port} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException if it is none of these
     * @throws UnknownHostException if the host has no address
     */
    static InetSocketAddress parse(String text, int defaultPort) throws UnknownHostException {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon >= 0 && text.indexOf(']') < colon;
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : defaultPort;
            if (!host.isBlank() && port >= 1 && port <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new IllegalArgumentException("\"" + text + "\" is not host:port");
    }
}
