package io.fastdfs.storage.report;

import io.fastdfs.conf.ServerAddress;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.AdvertiseAddress;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where others reach this storage.
 *
 * @param host a name or an address; empty: where a tracker sees it
 * @param port as others see it
 */
public record Advertised(Optional<ServerAddress> host, int port) {
    /** What the operator says, with the port of the service where he says none. */
    public static Advertised of(Optional<ServerAddress> configured, int servicePort) {
        return new Advertised(
                configured,
                configured
                        .map(ServerAddress::port)
                        .filter(port -> port != ServerAddress.NO_PORT)
                        .orElse(servicePort));
    }

    /**
     * Tells the tracker, before anything else on this connection; a name is looked up each time, as it may move. Empty if
     * there is nothing to tell.
     *
     * @throws IOException also if the name is unknown
     */
    Optional<Told> tell(OutgoingConnection tracker) throws IOException {
        if (host.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = lookUp(host.get());
        try {
            tracker.ask(new AdvertiseAddress(IpText.of(address))).end();
            return Optional.of(new Told(address, true));
        } catch (FdfsException e) {
            if (e.status().equals(Status.EINVAL)) {
                return Optional.of(new Told(address, false));
            }
            throw e;
        }
    }

    private static InetAddress lookUp(ServerAddress server) throws IOException {
        try {
            return server.resolve().getFirst().getAddress();
        } catch (UnknownHostException e) {
            throw new IOException("fdfs_advertised_address = " + server + ": cannot look it up", e);
        }
    }

    /**
     * What was told.
     *
     * @param taken false: the tracker is of C, and goes by what it sees
     */
    record Told(InetAddress address, boolean taken) {}
}
