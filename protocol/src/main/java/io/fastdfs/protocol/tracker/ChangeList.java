package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to 83, 84 and 89: what has changed since the last one. Only a leader sets flags.
 *
 * <pre>
 *  0   1  flags: 1 leader, 2 trunk server, 4 members of the group
 *  1   …  briefs of {@value StorageBrief#BYTES} bytes: the leader, the trunk server, all members, as flagged
 * </pre>
 *
 * @param briefs at least one for each of the first two flags, and at most {@value #MAX_BRIEFS}, or storages of C close
 */
public record ChangeList(int flags, List<StorageBrief> briefs) {
    public static final int LEADER = 1;
    public static final int TRUNK_SERVER = 2;
    public static final int MEMBERS = 4;
    /** The leader, the trunk server, and the 32 members of the largest group. */
    public static final int MAX_BRIEFS = 34;

    public ChangeList {
        briefs = List.copyOf(briefs);
        if (briefs.size() < singleBriefs(flags)) {
            throw new IllegalArgumentException(briefs.size() + " briefs for flags " + flags);
        }
    }

    /** As in C an empty body says that nothing has changed. */
    public static ChangeList decode(BodyReader body) throws FdfsException {
        if (body.left() == 0) {
            return new ChangeList(0, List.of());
        }
        int flags = body.uint8();
        int count = body.records(StorageBrief.BYTES);
        if (count < singleBriefs(flags) || count > MAX_BRIEFS) {
            throw FdfsException.invalid(count + " briefs for flags " + flags);
        }
        return new ChangeList(flags, body.records(StorageBrief.BYTES, StorageBrief::decode));
    }

    private static int singleBriefs(int flags) {
        return Integer.bitCount(flags & (LEADER | TRUNK_SERVER));
    }

    /** The tracker that leads now, with an empty address if none does; null: as before. */
    public @Nullable StorageBrief leader() {
        return (flags & LEADER) == 0 ? null : briefs.get(0);
    }

    /** The trunk server of the group now, with an empty id if it has none; null: as before. */
    public @Nullable StorageBrief trunkServer() {
        return (flags & TRUNK_SERVER) == 0 ? null : briefs.get(singleBriefs(flags & LEADER));
    }

    /** All storages of the group now; null: as before. */
    public @Nullable List<StorageBrief> members() {
        return (flags & MEMBERS) == 0 ? null : briefs.subList(singleBriefs(flags), briefs.size());
    }

    public void encode(BodyWriter body) {
        body.int8(flags);
        briefs.forEach(brief -> brief.encode(body));
    }
}
