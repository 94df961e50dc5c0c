/**
 * Does here what was done on another storage of the group.
 *
 * <p>Start at {@link ReplicaHandler}: every command may come twice, and those of one appender in any order; its answer tells
 * the sender whether it has to send more. Elsewhere: the sending side ({@code sync}).
 */
@NullMarked
package io.fastdfs.storage.replica;

import org.jspecify.annotations.NullMarked;
