package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link QueryStore}. Its address width is told by its length: 17 + 23 n or 17 + 53 n bytes.
 *
 * <pre>
 *  0  16        group
 * 16  23 or 53  one {@link Endpoint} for each storage, at least one
 *  …   1        store path index, 0 to 255
 * </pre>
 */
public record QueryStoreReply(String group, List<Endpoint> storages, int storePathIndex) {
    public QueryStoreReply {
        storages = List.copyOf(storages);
    }

    public static QueryStoreReply decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        long list = body.left() - 1;
        int width = list % Endpoint.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
        if (list <= 0 || list % Endpoint.bytes(width) != 0) {
            throw FdfsException.invalid("list of storages of " + list + " bytes");
        }
        List<Endpoint> storages = new ArrayList<>();
        while (body.left() > 1) {
            storages.add(Endpoint.decode(body, width));
        }
        return new QueryStoreReply(group, storages, body.uint8());
    }

    public void encode(BodyWriter body, int addressWidth) {
        body.padded(group, Width.GROUP);
        storages.forEach(storage -> storage.encode(body, addressWidth));
        body.int8(storePathIndex);
    }
}
