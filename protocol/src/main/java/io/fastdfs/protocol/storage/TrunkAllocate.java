package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * TRUNK_ALLOC_SPACE (27): a slot, asked of the trunk server. Answer: {@link TrunkSlot}.
 *
 * <pre>
 *  0  16  group
 * 16   4  bytes: content and slot header
 * 20   1  store path index
 * </pre>
 */
public record TrunkAllocate(String group, int size, int storePathIndex) implements Request {
    public static TrunkAllocate decode(BodyReader body) throws FdfsException {
        TrunkAllocate request = new TrunkAllocate(body.padded(Width.GROUP), body.int32(), body.uint8());
        body.end();
        if (request.size < 0) {
            throw FdfsException.invalid("negative slot size " + request.size);
        }
        return request;
    }

    @Override
    public Command command() {
        return Command.TRUNK_ALLOC_SPACE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).int32(size).int8(storePathIndex);
    }
}
