/**
 * The log files of the daemons, with C's names, line format and rotation keys.
 *
 * <p>Start at {@link ServerLog}: the lines that a server and its threads write with SLF4J go to that server's own file,
 * also when one process runs many servers. {@link AccessLog} holds one line a client request. Both stand on
 * {@link LogFile}: callers leave their lines in memory, one thread a file writes them, so that a slow log disk stops
 * nobody; {@link RotatedFile} is the file and {@link OldFiles} are what rotations have left.
 */
@NullMarked
package io.fastdfs.server.log;

import org.jspecify.annotations.NullMarked;
