package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * What became of a slot: TRUNK_ALLOC_CONFIRM (28) and TRUNK_FREE_SPACE (29). The answer is empty.
 *
 * <pre>
 *  0  16  group
 * 16  15  slot
 * </pre>
 *
 * @param status of the request header: 0 or EEXIST in a confirmation: the slot is in use; else it is free again
 */
public record TrunkSlotUse(Command command, int status, String group, TrunkSlot slot) implements Request {
    public static TrunkSlotUse decode(Command command, int status, BodyReader body) throws FdfsException {
        TrunkSlotUse request = new TrunkSlotUse(command, status, body.padded(Width.GROUP), TrunkSlot.decode(body));
        body.end();
        return request;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP);
        slot.encode(body);
    }
}
