package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link QueryFetch}, as C 6.16 sends it: every storage with its port. Before 6.16 all but the first came
 * without one.
 *
 * <pre>
 *  0  16        group
 * 16  23 or 53  one {@link Endpoint} for each storage
 * </pre>
 */
public record QueryFetchReply(String group, List<Endpoint> storages) {
    public QueryFetchReply {
        storages = List.copyOf(storages);
    }

    public static QueryFetchReply decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        int width = body.left() % Endpoint.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
        if (body.left() % Endpoint.bytes(width) != 0) {
            throw FdfsException.invalid("list of storages of " + body.left() + " bytes");
        }
        List<Endpoint> storages = new ArrayList<>();
        while (body.left() > 0) {
            storages.add(Endpoint.decode(body, width));
        }
        return new QueryFetchReply(group, storages);
    }

    public void encode(BodyWriter body, int addressWidth) {
        body.padded(group, Width.GROUP);
        storages.forEach(storage -> storage.encode(body, addressWidth));
    }
}
