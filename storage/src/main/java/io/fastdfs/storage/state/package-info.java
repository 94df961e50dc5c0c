/**
 * The files that a storage keeps about itself, in C's formats, so that either system can go on from them.
 *
 * <p>Start at {@link InitFlag}: who this storage is in its group. {@link StatFile} keeps the counters, {@link PathMarks} tell
 * a disk of another server from an own one, {@link RunningMark} tells a kill from a stop. All are replaced as a whole by
 * {@link StateFile}.
 */
@NullMarked
package io.fastdfs.storage.state;

import org.jspecify.annotations.NullMarked;
