package io.fastdfs.cli.tools;

import io.fastdfs.conf.ServerAddress;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.tracker.Endpoint;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A server as a conf file names it.
 *
 * @param addresses one, or two of a server in two networks
 */
record ServerHost(List<Endpoint> addresses) {
    static final int TRACKER_PORT = 22122;
    static final int STORAGE_PORT = 23000;

    /** C's order, whatever the order of the file: single addresses first, then by address as text, then by port. */
    static final Comparator<ServerHost> ORDER = ServerHost::compare;

    ServerHost {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads an argument: {@code host}, {@code host:port} or {@code [ipv6]:port}; a name is looked up.
     *
     * @throws FdfsException EINVAL if the text has another form, or a name is unknown
     */
    static ServerHost parse(String text, int defaultPort) throws FdfsException {
        return resolve(ServerAddress.parse(text, defaultPort)
                .orElseThrow(() -> FdfsException.invalid("\"" + text + "\" is no address of a server")));
    }

    /**
     * Looks up the names.
     *
     * @throws FdfsException EINVAL if one is unknown
     */
    static ServerHost resolve(ServerAddress address) throws FdfsException {
        try {
            return new ServerHost(address.resolve().stream()
                    .map(found -> new Endpoint(IpText.of(found.getAddress()), found.getPort()))
                    .toList());
        } catch (UnknownHostException e) {
            throw Errno.ofConnection("look up " + address, e);
        }
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
