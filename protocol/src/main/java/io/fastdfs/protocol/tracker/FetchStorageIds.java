package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * STORAGE_FETCH_STORAGE_IDS (69): one page of storage_ids.conf. Answer: {@link StorageIds}.
 *
 * <pre>
 *  0   4  start       first line wanted, 0 or more
 *  4   1  allowEmpty  1: a tracker without storage ids answers an empty page, not EOPNOTSUPP; missing before 6.11
 * </pre>
 */
public record FetchStorageIds(int start, boolean allowEmpty) implements Request {
    public static FetchStorageIds decode(BodyReader body) throws FdfsException {
        int start = body.int32();
        boolean allowEmpty = body.left() > 0 && body.int8() != 0;
        body.end();
        if (start < 0) {
            throw FdfsException.invalid("storage ids from " + start);
        }
        return new FetchStorageIds(start, allowEmpty);
    }

    @Override
    public Command command() {
        return Command.STORAGE_FETCH_STORAGE_IDS;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int32(start).int8(allowEmpty ? 1 : 0);
    }
}
