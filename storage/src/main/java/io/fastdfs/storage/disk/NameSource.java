package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The server that a new name says it comes from. It stays in the name for ever, so it must be an address that others see:
 * never the wildcard.
 */
public final class NameSource {
    private volatile @Nullable InetAddress address;

    private NameSource(@Nullable InetAddress address) {
        this.address = address;
    }

    /** A storage that listens at this address. */
    public static NameSource of(InetAddress address) {
        return new NameSource(address);
    }

    /** A storage that listens at every address: its trackers will say by which of them they see it. */
    public static NameSource asSeenByTrackers() {
        return new NameSource(null);
    }

    /** A storage that listens at every address and has no tracker to ask: its first address that is no loopback. */
    public static NameSource ofThisHost() throws IOException {
        InetAddress own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst()
                .orElse(InetAddress.getLoopbackAddress());
        return new NameSource(own);
    }

    /** A tracker sees this storage at this address. The first one that says so counts: names shall not change. */
    public synchronized void seenAt(InetAddress seen) {
        if (address == null && !seen.isAnyLocalAddress()) {
            address = seen;
        }
    }

    /** True if names can be made. */
    public boolean isKnown() {
        return address != null;
    }

    /**
     * The four bytes in a name: an IPv4 address, or as in C the bytes 8 to 11 of an IPv6 address.
     *
     * @throws FdfsException EAGAIN if no tracker has been reached yet that knows
     */
    int bytes() throws FdfsException {
        InetAddress own = address;
        if (own == null) {
            throw new FdfsException(Status.EAGAIN, "no tracker has said yet by which address it sees this storage");
        }
        byte[] bytes = own.getAddress();
        return ByteBuffer.wrap(bytes).getInt(bytes.length == Integer.BYTES ? 0 : Long.BYTES);
    }
}
