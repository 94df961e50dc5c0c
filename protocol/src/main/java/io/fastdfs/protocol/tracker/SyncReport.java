package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import java.util.List;

/**
 * STORAGE_SYNC_REPORT (89): up to when the sender has the changes of each member. Answer: {@link ChangeList}.
 *
 * <pre>
 * for each member, at least one
 *  0  16  storage id
 * 16   4  Unix seconds; 0: nothing yet
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
        List<Synced> sources =
                body.records(BYTES, record -> new Synced(record.terminated(Width.STORAGE_ID), record.int32()));
        if (sources.isEmpty()) {
            throw FdfsException.invalid("a report of no source");
        }
        return new SyncReport(sources);
    }

    @Override
    public Command command() {
        return Command.STORAGE_SYNC_REPORT;
    }

    @Override
    public void encode(BodyWriter body) {
        sources.forEach(
                source -> body.terminated(source.sourceId, Width.STORAGE_ID).int32(source.untilSeconds));
    }
}
