package io.fastdfs.server.log;

import java.time.Duration;
import java.time.Instant;

/** Takes a line for every request of a client; not for those of servers. */
public interface AccessLog {
    /**
     * A request that has been answered.
     *
     * @param client its address
     * @param action C's word for the command
     * @param filename without the group; {@code -} if the request was refused before a name was known
     * @param status 0 or an errno
     * @param start when its header had arrived
     * @param requestBytes with the header
     * @param responseBytes with the header
     */
    record Request(
            String client,
            String action,
            String filename,
            int status,
            Instant start,
            Duration took,
            long requestBytes,
            long responseBytes) {}

    /** Leaves the line to be written at the next flush; never waits for a disk. */
    void add(Request request);
}
