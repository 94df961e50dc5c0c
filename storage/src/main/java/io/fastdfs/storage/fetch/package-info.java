/**
 * Gets files from the other members of the group that should be here and are not.
 *
 * <p>Start at {@link io.fastdfs.storage.fetch.Fetch}: a client asks for a file that has not been replicated yet, or
 * replication finds that a file of its own binlog is lost. Only members of the group are asked, and of those who ask as
 * members nothing is fetched, so that two of them never ask each other in turn.
 */
@NullMarked
package io.fastdfs.storage.fetch;

import org.jspecify.annotations.NullMarked;
