package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * A slot of a trunk file. Source: trunk_shared.h, FDFSTrunkInfoBuff.
 *
 * <pre>
 *  0   1  store path index
 *  1   1  upper folder
 *  2   1  lower folder
 *  3   4  number of the trunk file
 *  7   4  offset of the slot's header in it
 * 11   4  bytes of the slot, header included
 * </pre>
 */
public record TrunkSlot(int storePathIndex, int upperFolder, int lowerFolder, int trunkFile, int offset, int size) {
    /** Bytes on the wire. */
    public static final int BYTES = 15;

    public static TrunkSlot decode(BodyReader body) throws FdfsException {
        TrunkSlot slot =
                new TrunkSlot(body.uint8(), body.uint8(), body.uint8(), body.int32(), body.int32(), body.int32());
        if (slot.trunkFile < 0 || slot.offset < 0 || slot.size < 0) {
            throw FdfsException.invalid("not a slot: " + slot);
        }
        return slot;
    }

    public void encode(BodyWriter body) {
        body.int8(storePathIndex).int8(upperFolder).int8(lowerFolder);
        body.int32(trunkFile).int32(offset).int32(size);
    }
}
