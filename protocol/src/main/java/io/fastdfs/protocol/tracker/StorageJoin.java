package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import java.util.List;

/**
 * STORAGE_JOIN (81): a storage introduces itself. Answer: {@link JoinReply}. Source: tracker_proto.h,
 * TrackerStorageJoinBody.
 *
 * <pre>
 *   0  17  group, letters and digits
 *  17   8  storage port
 *  25   8  store path count, 1 to 256
 *  33   8  subdir count per path, 1 to 256
 *  41   8  upload priority
 *  49   8  join time, Unix seconds: when the storage was made
 *  57   8  up time, Unix seconds: when it started
 *  65   8  version, may fill the field
 *  73   1  1: its full copy is not settled yet
 *  74   1  status, signed; -1 if it does not know
 *  75  16  storage id, empty without storage ids
 *  91  46  the address by which it reached this tracker
 * 137   8  tracker count, 1 to 16
 * 145   …  one line a tracker: ip[,ip2]:port, LF
 * </pre>
 */
public record StorageJoin(
        String group,
        int port,
        int storePathCount,
        int subdirCountPerPath,
        long uploadPriority,
        long joinSeconds,
        long upSeconds,
        String version,
        boolean initFlag,
        int status,
        String storageId,
        String trackerAddress,
        List<String> trackers)
        implements Request {
    private static final int MAX_TRACKERS = 16;
    private static final int MAX_TRACKER_BYTES = 100;

    public StorageJoin {
        trackers = List.copyOf(trackers);
    }

    public static StorageJoin decode(BodyReader body) throws FdfsException {
        String group = body.terminated(Width.GROUP_IN_STAT);
        if (!FileId.isGroup(group)) {
            throw FdfsException.invalid("group \"" + group + "\" is not 1 to 16 letters and digits");
        }
        int port = (int) body.range(1, 65_535);
        int storePathCount = (int) body.range(1, 256);
        int subdirCount = (int) body.range(1, 256);
        long priority = body.int64();
        long join = body.int64();
        long up = body.int64();
        String version = body.padded(Width.VERSION);
        boolean init = body.int8() != 0;
        int status = body.int8();
        String id = body.terminated(Width.STORAGE_ID);
        String trackerAddress = body.terminated(Width.IPV6);
        int trackerCount = (int) body.range(1, MAX_TRACKERS);
        if (body.left() > (long) MAX_TRACKER_BYTES * trackerCount) {
            throw FdfsException.invalid("tracker list of " + body.left() + " bytes");
        }
        String list = body.restText();
        if (!list.endsWith("\n")) {
            throw FdfsException.invalid("tracker list without its last line end");
        }
        List<String> trackers = List.of(list.substring(0, list.length() - 1).split("\n", -1));
        if (trackers.size() != trackerCount) {
            throw FdfsException.invalid(trackers.size() + " trackers listed, " + trackerCount + " announced");
        }
        return new StorageJoin(
                group,
                port,
                storePathCount,
                subdirCount,
                priority,
                join,
                up,
                version,
                init,
                status,
                id,
                trackerAddress,
                trackers);
    }

    @Override
    public Command command() {
        return Command.STORAGE_JOIN;
    }

    @Override
    public void encode(BodyWriter body) {
        body.terminated(group, Width.GROUP_IN_STAT)
                .int64(port)
                .int64(storePathCount)
                .int64(subdirCountPerPath);
        body.int64(uploadPriority).int64(joinSeconds).int64(upSeconds).padded(version, Width.VERSION);
        body.int8(initFlag ? 1 : 0).int8(status).terminated(storageId, Width.STORAGE_ID);
        body.terminated(trackerAddress, Width.IPV6).int64(trackers.size());
        trackers.forEach(tracker -> body.text(tracker + "\n"));
    }
}
