/**
 * A load generator for any FastDFS cluster.
 *
 * <p>Start at {@link Session}: it opens the connections, stores the files that a {@link Work} needs, and measures. Each
 * {@link LoadLoop} is one thread that drives many {@link Caller}s, which do one operation after the other; a {@link Wire} is
 * one connection of a caller. What came out is a {@link Result}. {@link Comparison} and {@link Growth} measure in series.
 *
 * <p>It has connections of its own, over the records of the protocol, because a client for applications would be the limit
 * of what it measures. Plots and pages are in {@code report}.
 */
@NullMarked
package io.fastdfs.bench;

import org.jspecify.annotations.NullMarked;
