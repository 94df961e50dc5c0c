package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link GetVolumes}.
 *
 * <pre>
 *  0   1  1 if trunk files are in use
 *  1   4  number of groups
 *  5   …  groups, 59 bytes each: name 17, total 8, free 8, reserved 8, available 8, free in trunk files 8, all in
 *         megabytes, then disk available 1, trunk available 1
 * </pre>
 */
public record VolumeStats(boolean trunkFiles, List<Volume> volumes) {
    private static final int BYTES = 59;

    /** The space of one group. */
    public record Volume(
            String group,
            long totalMegabytes,
            long freeMegabytes,
            long reservedMegabytes,
            long availableMegabytes,
            long trunkFreeMegabytes,
            boolean diskAvailable,
            boolean trunkAvailable) {}

    public VolumeStats {
        volumes = List.copyOf(volumes);
    }

    public static VolumeStats decode(BodyReader body) throws FdfsException {
        boolean trunkFiles = body.int8() != 0;
        int announced = body.int32();
        int count = body.records(BYTES);
        if (count != announced) {
            throw FdfsException.invalid(announced + " groups announced, " + count + " sent");
        }
        List<Volume> volumes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            volumes.add(new Volume(
                    body.terminated(Width.GROUP_IN_STAT),
                    body.int64(),
                    body.int64(),
                    body.int64(),
                    body.int64(),
                    body.int64(),
                    body.int8() != 0,
                    body.int8() != 0));
        }
        return new VolumeStats(trunkFiles, volumes);
    }

    public void encode(BodyWriter body) {
        body.int8(trunkFiles ? 1 : 0).int32(volumes.size());
        for (Volume volume : volumes) {
            body.terminated(volume.group, Width.GROUP_IN_STAT)
                    .int64(volume.totalMegabytes)
                    .int64(volume.freeMegabytes);
            body.int64(volume.reservedMegabytes)
                    .int64(volume.availableMegabytes)
                    .int64(volume.trunkFreeMegabytes);
            body.int8(volume.diskAvailable ? 1 : 0).int8(volume.trunkAvailable ? 1 : 0);
        }
    }
}
