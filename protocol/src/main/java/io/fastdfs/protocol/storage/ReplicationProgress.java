package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.util.List;

/**
 * The answer to REPLICATION_STATUS (120), which only storages of this project know: how far each other member of the group is
 * behind the storage that is asked.
 *
 * <pre>
 * for each member 193 bytes:
 *   0   16  storage id, NUL padded
 *  16    1  status, as the storage knows it from its trackers
 *  17    8  records that the member has not got
 *  25    8  bytes of content in them
 *  33    8  age of the oldest of them, seconds; 0 if there is none
 *  41    8  records a second lately, in thousandths
 *  49    8  records that were set aside since the start
 *  57  136  what the sender does, in words, NUL padded
 * </pre>
 */
public record ReplicationProgress(List<Peer> peers) {
    private static final int PEER_BYTES = 193;
    private static final int STATE = 136;

    /**
     * One member.
     *
     * @param milliRecordsPerSecond lately
     * @param state what the sender does, with its reason
     */
    public record Peer(
            String id,
            StorageStatus status,
            long records,
            long bytes,
            long oldestSeconds,
            long milliRecordsPerSecond,
            long setAside,
            String state) {
        /** Seconds until the member has everything, at the rate of now; -1 if nothing moves. */
        public long secondsLeft() {
            if (records == 0) {
                return 0;
            }
            return milliRecordsPerSecond == 0 ? -1 : (long) Math.ceil(records * 1000.0 / milliRecordsPerSecond);
        }

        private static Peer decode(BodyReader body) throws FdfsException {
            return new Peer(
                    body.padded(Width.STORAGE_ID),
                    StorageStatus.of(body.uint8()),
                    body.size(),
                    body.size(),
                    body.size(),
                    body.size(),
                    body.size(),
                    body.padded(STATE));
        }

        private void encode(BodyWriter body) {
            body.padded(id, Width.STORAGE_ID)
                    .int8(status.code)
                    .size(records)
                    .size(bytes)
                    .size(oldestSeconds)
                    .size(milliRecordsPerSecond)
                    .size(setAside)
                    .padded(state.length() > STATE ? state.substring(0, STATE) : state, STATE);
        }
    }

    public ReplicationProgress {
        peers = List.copyOf(peers);
    }

    public static ReplicationProgress decode(BodyReader body) throws FdfsException {
        return new ReplicationProgress(body.records(PEER_BYTES, Peer::decode));
    }

    public void encode(BodyWriter body) {
        peers.forEach(peer -> peer.encode(body));
    }
}
