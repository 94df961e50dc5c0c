/**
 * What makes a server a daemon, in C's manner: pid file, signals, start in the background, stop, status.
 *
 * <p>Start at {@link Daemon}: it claims the base path ({@link Claim}), opens the log, starts the server, writes the
 * {@link PidFile} and waits for {@link Signals}. {@link Background} starts one as a process of its own and says whether it
 * listens; {@link RunningDaemon} stops one, ours or C's, and tells whether one runs.
 */
@NullMarked
package io.fastdfs.server.process;

import org.jspecify.annotations.NullMarked;
