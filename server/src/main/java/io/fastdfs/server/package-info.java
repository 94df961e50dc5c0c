/**
 * What both daemons stand on: a listener with one virtual thread a connection, and the request loop.
 *
 * <p>Start at {@link Listener}. It accepts; {@link Connection} reads frames and writes answers; the daemon's
 * {@link RequestHandler} does the work in between, in straight-line blocking code.
 */
@NullMarked
package io.fastdfs.server;

import org.jspecify.annotations.NullMarked;
