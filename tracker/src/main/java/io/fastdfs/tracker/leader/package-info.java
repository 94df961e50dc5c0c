/**
 * The trackers of a cluster among themselves: who they are, who leads, and what one that starts learns from the others.
 *
 * <p>Start at {@link Election}, the one thread that elects, follows or leads; it changes {@link Leadership}, which requests
 * of other trackers change, too. {@link Quorum} is where these trackers are stricter than C's: one that is cut off does not
 * lead. {@link TrackerList} is learned from joining storages, as in C. {@link StateCopy} fetches the state of another
 * tracker at start.
 */
@NullMarked
package io.fastdfs.tracker.leader;

import org.jspecify.annotations.NullMarked;
