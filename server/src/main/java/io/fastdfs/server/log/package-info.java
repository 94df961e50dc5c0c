/**
 * The log files of a daemon, with C's names, lines and rotation.
 *
 * <p>Start at {@link ServerLog}, to which Logback brings what is logged, or at {@link AccessLogFile}, one line a request. Both
 * leave lines with a {@link LogFile}, which writes them from one thread into a {@link RotatedFile}; {@link OldFiles} are
 * what that puts aside.
 *
 * <p>Logback's own rolling appenders cannot do this. They tie the moment of a rotation to the date in the name, so that
 * there is no {@code log_file_rotate_time}, no rotation by a signal inside a day, and no time of day in the name of a file
 * that was put aside by size; they compress at once and not after days, and write the head of the access log at every
 * start. And where a disk stands still or is full, they keep the caller waiting or drop lines silently.
 */
@NullMarked
package io.fastdfs.server.log;

import org.jspecify.annotations.NullMarked;
