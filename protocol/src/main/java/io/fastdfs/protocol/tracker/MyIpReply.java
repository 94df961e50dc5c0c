package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.List;

/**
 * The answer to {@link GetMyIp}: the addresses of the storage as text, joined by a comma, without NUL.
 *
 * @param addresses one or two, the inner before the outer
 */
public record MyIpReply(List<String> addresses) {
    private static final int MAX_ADDRESSES = 2;
    private static final int MAX_BYTES = MAX_ADDRESSES * Width.IPV6 - 1;

    public MyIpReply {
        addresses = List.copyOf(addresses);
    }

    public static MyIpReply decode(BodyReader body) throws FdfsException {
        if (body.left() > MAX_BYTES) {
            throw FdfsException.invalid("addresses of " + body.left() + " bytes");
        }
        List<String> addresses = List.of(body.restText().split(",", -1));
        if (addresses.size() > MAX_ADDRESSES || addresses.contains("")) {
            throw FdfsException.invalid("addresses " + addresses);
        }
        return new MyIpReply(addresses);
    }

    public void encode(BodyWriter body) {
        body.text(String.join(",", addresses));
    }
}
