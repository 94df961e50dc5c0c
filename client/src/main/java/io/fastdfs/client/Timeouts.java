package io.fastdfs.client;

import java.time.Duration;

/** How long to wait for a connection, and for each next byte in either direction. */
record Timeouts(Duration connect, Duration network) {}
