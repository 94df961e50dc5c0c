package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to 83, 84 and 89: what has changed since the last one. Only a leader sets flags.
 *
 * <pre>
 *  0   1  flags: 1 leader, 2 trunk server, 4 members of the group
 *  1   …  briefs of {@value StorageBrief#BYTES} bytes: the leader, the trunk server, all members, as flagged
 * </pre>
 */
public record ChangeList(int flags, List<StorageBrief> briefs) {
    public static final int LEADER = 1;
    public static final int TRUNK_SERVER = 2;
    public static final int MEMBERS = 4;

    public ChangeList {
        briefs = List.copyOf(briefs);
    }

    public static ChangeList decode(BodyReader body) throws FdfsException {
        int flags = body.uint8();
        int count = body.records(StorageBrief.BYTES);
        List<StorageBrief> briefs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            briefs.add(StorageBrief.decode(body));
        }
        return new ChangeList(flags, briefs);
    }

    public void encode(BodyWriter body) {
        body.int8(flags);
        briefs.forEach(brief -> brief.encode(body));
    }
}
