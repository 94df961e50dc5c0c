package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link QueryFetch}.
 *
 * <pre>
 *  0  16        group
 * 16  23 or 53  one {@link Endpoint} for each storage, at least one
 * </pre>
 *
 * <p>Before 6.16 a group had one port: it stood behind the first address only, and the others were bare, 15 or 45 bytes
 * each. Both forms are read. Clients of that time, the Java one up to 1.39 among them, read no other than the old.
 */
public record QueryFetchReply(String group, List<Endpoint> storages) {
    private static final int MAX_PORT = 65_535;

    public QueryFetchReply {
        storages = List.copyOf(storages);
    }

    public static QueryFetchReply decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        int width = addressWidth(body);
        boolean onePort = body.left() % Endpoint.bytes(width) != 0;
        List<Endpoint> storages = new ArrayList<>();
        Endpoint first = Endpoint.decode(body, width);
        storages.add(first);
        while (body.left() > 0) {
            storages.add(onePort ? new Endpoint(body.padded(width - 1), first.port()) : Endpoint.decode(body, width));
        }
        return new QueryFetchReply(group, storages);
    }

    /**
     * The length tells the width. But 53 bytes, and some more lengths, are one wide entry or three narrow ones of the old
     * form: then it counts whether a port stands behind 15 bytes.
     */
    private static int addressWidth(BodyReader body) throws FdfsException {
        long list = body.left();
        boolean narrow = fits(list, Width.IPV4);
        boolean wide = fits(list, Width.IPV6);
        if (!narrow && !wide) {
            throw FdfsException.invalid("list of storages of " + list + " bytes");
        }
        if (narrow && wide) {
            long port = body.peekInt64(Width.IPV4 - 1);
            return port > 0 && port <= MAX_PORT ? Width.IPV4 : Width.IPV6;
        }
        return narrow ? Width.IPV4 : Width.IPV6;
    }

    private static boolean fits(long list, int addressWidth) {
        int first = Endpoint.bytes(addressWidth);
        return list >= first && (list % first == 0 || (list - first) % (addressWidth - 1) == 0);
    }

    public void encode(BodyWriter body, int addressWidth) {
        body.padded(group, Width.GROUP);
        storages.forEach(storage -> storage.encode(body, addressWidth));
    }

    /** As before 6.16: the first storage with its port, which the others must share, then bare addresses. */
    public void encodeOld(BodyWriter body, int addressWidth) {
        body.padded(group, Width.GROUP);
        storages.get(0).encode(body, addressWidth);
        storages.stream().skip(1).forEach(storage -> body.padded(storage.address(), addressWidth - 1));
    }
}
