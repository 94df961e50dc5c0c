package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * STORAGE_SYNC_REPORT (89): up to when the sender has the changes of each member. Answer: {@link ChangeList}.
 *
 * <pre>
 *  0  20  for each member: storage id of 16 bytes, then Unix seconds of 4 bytes, 0 if there was nothing
 * </pre>
 */
public record SyncReport(List<Synced> sources) implements Request {
    private static final int BYTES = Width.STORAGE_ID + Integer.BYTES;

    /** Changes of this source are here up to this time. */
    public record Synced(String sourceId, int untilSeconds) {}

    public SyncReport {
        sources = List.copyOf(sources);
    }

    public static SyncReport decode(BodyReader body) throws FdfsException {
        int count = body.records(BYTES);
        List<Synced> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sources.add(new Synced(body.padded(Width.STORAGE_ID), body.int32()));
        }
        return new SyncReport(sources);
    }

    @Override
    public Command command() {
        return Command.STORAGE_SYNC_REPORT;
    }

    @Override
    public void encode(BodyWriter body) {
        sources.forEach(source -> body.padded(source.sourceId, Width.STORAGE_ID).int32(source.untilSeconds));
    }
}
