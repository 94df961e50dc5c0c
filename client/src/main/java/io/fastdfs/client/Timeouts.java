package io.fastdfs.client;

import java.time.Duration;

/** How long to wait for a connection, and for each next byte of an answer. */
record Timeouts(Duration connect, Duration network) {}
