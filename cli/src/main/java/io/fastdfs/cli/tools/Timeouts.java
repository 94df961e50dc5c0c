package io.fastdfs.cli.tools;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for a connection
 * @param network for each next byte
 */
record Timeouts(Duration connect, Duration network) {
    int connectMillis() {
        return millis(connect);
    }

    int networkMillis() {
        return millis(network);
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }
}
