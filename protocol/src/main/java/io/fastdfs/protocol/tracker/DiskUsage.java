package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import java.util.List;

/**
 * STORAGE_REPORT_DISK_USAGE (84): space of each store path. Answer: {@link ChangeList}.
 *
 * <pre>
 * for each store path
 *  0   8  total megabytes
 *  8   8  free megabytes
 * </pre>
 */
public record DiskUsage(List<Space> storePaths) implements Request {
    private static final int RECORD_BYTES = 16;

    /** Space of one store path, in megabytes. */
    public record Space(long totalMegabytes, long freeMegabytes) {}

    public DiskUsage {
        storePaths = List.copyOf(storePaths);
    }

    public static DiskUsage decode(BodyReader body) throws FdfsException {
        return new DiskUsage(body.records(RECORD_BYTES, record -> new Space(record.int64(), record.int64())));
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPORT_DISK_USAGE;
    }

    @Override
    public void encode(BodyWriter body) {
        storePaths.forEach(space -> body.int64(space.totalMegabytes).int64(space.freeMegabytes));
    }
}
