package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * A storage in the answer to a query: {@code ip[15 or 45] port[8]}.
 *
 * @param address IPv4 or IPv6 text; one of 15 or 45 characters has no NUL behind it
 */
public record Endpoint(String address, int port) {
    /** Reads one; {@code addressWidth} is 16 or 46, of which queries send one byte less. */
    static Endpoint decode(BodyReader body, int addressWidth) throws FdfsException {
        return new Endpoint(body.padded(addressWidth - 1), (int) body.range(0, 65_535));
    }

    void encode(BodyWriter body, int addressWidth) {
        body.padded(address, addressWidth - 1).int64(port);
    }

    public static int bytes(int addressWidth) {
        return addressWidth - 1 + Long.BYTES;
    }
}
