package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link GetTrackers}: the number of trackers in 1 byte, then 90 bytes each.
 *
 * <pre>
 *  0  52  host, ip:port, NUL terminated
 * 52   1  1 if it is the leader
 * 53   1  1 if it is active
 * 54  12  connections
 * 66   8  version
 * 74   8  time of its start, Unix seconds
 * 82   8  time of its last ping, Unix seconds; 0 for the leader
 * </pre>
 */
public record TrackerStats(List<Tracker> trackers) {
    static final int HOST_BYTES = 52;

    /** One tracker. */
    public record Tracker(
            String host,
            boolean leader,
            boolean active,
            Connections connections,
            String version,
            long upSeconds,
            long lastPingSeconds) {}

    public TrackerStats {
        trackers = List.copyOf(trackers);
    }

    public static TrackerStats decode(BodyReader body) throws FdfsException {
        int count = body.uint8();
        List<Tracker> trackers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trackers.add(new Tracker(
                    body.terminated(HOST_BYTES),
                    body.int8() != 0,
                    body.int8() != 0,
                    Connections.decode(body),
                    body.padded(Width.VERSION),
                    body.int64(),
                    body.int64()));
        }
        body.end();
        return new TrackerStats(trackers);
    }

    public void encode(BodyWriter body) {
        body.int8(trackers.size());
        for (Tracker tracker : trackers) {
            body.terminated(tracker.host, HOST_BYTES)
                    .int8(tracker.leader ? 1 : 0)
                    .int8(tracker.active ? 1 : 0);
            tracker.connections.encode(body);
            body.padded(tracker.version, Width.VERSION).int64(tracker.upSeconds).int64(tracker.lastPingSeconds);
        }
    }
}
