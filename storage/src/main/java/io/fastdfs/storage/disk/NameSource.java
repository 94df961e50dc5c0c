package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.jspecify.annotations.Nullable;

/**
 * The server that a new name says it comes from: an address that others see, never the wildcard, or a storage id. It stays in
 * the name for ever, so nothing is named before it is known.
 */
public final class NameSource {
    private volatile @Nullable Integer source;

    private NameSource(@Nullable Integer source) {
        this.source = source;
    }

    /** A storage that has trackers: they say how it is named. */
    public static NameSource fromTrackers() {
        return new NameSource(null);
    }

    /** A storage alone: its address, or where it listens at all of them, the first that is no loopback. */
    public static NameSource alone(InetAddress bind) throws IOException {
        return new NameSource(FileName.sourceOfAddress(bind.isAnyLocalAddress() ? ownAddress() : bind));
    }

    private static InetAddress ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst()
                .orElse(InetAddress.getLoopbackAddress());
    }

    /** New names carry this address from now on. */
    public void isAddress(InetAddress address) {
        source = FileName.sourceOfAddress(address);
    }

    /** New names carry this storage id from now on. */
    public void isStorageId(int id) {
        source = FileName.sourceOfStorageId(id);
    }

    /**
     * The four bytes in a name.
     *
     * @throws FdfsException EAGAIN if no tracker has been reached yet that knows
     */
    int bytes() throws FdfsException {
        Integer known = source;
        if (known == null) {
            throw new FdfsException(Status.EAGAIN, "no tracker has said yet how this storage is named");
        }
        return known;
    }
}
