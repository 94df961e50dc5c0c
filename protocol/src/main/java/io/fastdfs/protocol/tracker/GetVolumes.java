package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * SERVER_STORAGE_VOLUMN_STAT (98). Answer: {@link VolumeStats}.
 *
 * <pre>
 *  0   1  filter: the sum of 1 compare disk, 2 compare trunk, 4 compare space
 *  1   1  disk space available
 *  2   1  trunk space available
 *  3   1  any of both available
 * </pre>
 */
public record GetVolumes(int filter, boolean disk, boolean trunk, boolean space) implements Request {
    private static final int BY_DISK = 1;
    private static final int BY_TRUNK = 2;
    private static final int BY_SPACE = 4;

    public static GetVolumes decode(BodyReader body) throws FdfsException {
        GetVolumes request = new GetVolumes(body.uint8(), body.int8() != 0, body.int8() != 0, body.int8() != 0);
        body.end();
        return request;
    }

    /** True if the answer shall hold this group; without trunk files their space is not compared. */
    public boolean wants(VolumeStats.Volume volume, boolean trunkFiles) {
        return ((filter & BY_DISK) == 0 || volume.diskAvailable() == disk)
                && (!trunkFiles || (filter & BY_TRUNK) == 0 || volume.trunkAvailable() == trunk)
                && ((filter & BY_SPACE) == 0 || (volume.diskAvailable() || volume.trunkAvailable()) == space);
    }

    @Override
    public Command command() {
        return Command.SERVER_STORAGE_VOLUMN_STAT;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(filter).int8(disk ? 1 : 0).int8(trunk ? 1 : 0).int8(space ? 1 : 0);
    }
}
