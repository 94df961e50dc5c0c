package io.fastdfs.cli.tools;

/**
 * How long to wait for a server.
 *
 * @param connectSeconds for a connection
 * @param networkSeconds for each next byte
 */
record Timeouts(int connectSeconds, int networkSeconds) {
    private static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

    int connectMillis() {
        return Math.min(connectSeconds, MAX_SECONDS) * 1000;
    }

    int networkMillis() {
        return Math.min(networkSeconds, MAX_SECONDS) * 1000;
    }
}
