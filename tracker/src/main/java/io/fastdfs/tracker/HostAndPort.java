package io.fastdfs.tracker;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;

/**
 * A storage as the text of a request names it: {@code ip:port} or {@code [ipv6]:port}; before 6.16 without a port, or not at
 * all.
 *
 * @param port {@link #ANY} if it was not sent
 */
record HostAndPort(String address, int port) {
    static final int ANY = 0;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads the text; an empty one means the peer.
     *
     * @throws FdfsException EINVAL if it is none of these forms
     */
    static HostAndPort parse(String text, String peerAddress) throws FdfsException {
        if (text.isEmpty()) {
            return new HostAndPort(peerAddress, ANY);
        }
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.indexOf(':');
        if (end < 0 && !bracketed || !bracketed && text.indexOf(':', end + 1) >= 0) {
            return new HostAndPort(normal(text), ANY);
        }
        String port = text.substring(Math.max(0, bracketed ? end + 1 : end));
        if (end < 0 || !port.matches(":\\d{1,5}") || Integer.parseInt(port.substring(1)) > MAX_PORT) {
            throw FdfsException.invalid("\"" + text + "\" is not ip:port");
        }
        return new HostAndPort(normal(text.substring(bracketed ? 1 : 0, end)), Integer.parseInt(port.substring(1)));
    }

    private static String normal(String address) {
        return IpText.parse(address).map(IpText::of).orElse(address);
    }
}
