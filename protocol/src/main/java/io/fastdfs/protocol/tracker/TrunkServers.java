package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.List;

/**
 * The answer to {@link PingLeader}: the trunk server of each group, or nothing if no one changed.
 *
 * <pre>
 *  0  16  group
 * 16  16  storage id; empty: the group has none
 * </pre>
 */
public record TrunkServers(List<OfGroup> servers) {
    private static final int BYTES = Width.GROUP + Width.STORAGE_ID;

    /** The trunk server of one group. */
    public record OfGroup(String group, String storageId) {}

    public TrunkServers {
        servers = List.copyOf(servers);
    }

    public static TrunkServers decode(BodyReader body) throws FdfsException {
        return new TrunkServers(body.records(
                BYTES, record -> new OfGroup(record.padded(Width.GROUP), record.terminated(Width.STORAGE_ID))));
    }

    public void encode(BodyWriter body) {
        for (OfGroup server : servers) {
            body.padded(server.group, Width.GROUP).terminated(server.storageId, Width.STORAGE_ID);
        }
    }
}
