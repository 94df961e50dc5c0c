/**
 * Rebuilds a store path whose disk was replaced, from the other members of the group, before clients are served; and gives
 * other members what they need for that.
 *
 * <p>Start at {@link io.fastdfs.storage.recovery.DiskRecovery}. {@link io.fastdfs.storage.recovery.ReplacedDisks} notices at
 * the start that a disk is new, and puts the flag of {@code RecoveryFiles} there before anything else. {@code PathRecovery}
 * fetches the list of files from a member and lets a few {@code ListWorker}s get them. Flag, lists and marks are those of C,
 * so that either system finishes what the other has begun. The other side is
 * {@link io.fastdfs.storage.recovery.PathBinlogHandler}. Source of both: FastDFS storage_disk_recovery.c.
 *
 * <p>Elsewhere: a storage that has lost its base path joins as a new one and is filled by replication; single files that are
 * missing are fetched by {@link io.fastdfs.storage.fetch.Fetch}.
 */
@NullMarked
package io.fastdfs.storage.recovery;

import org.jspecify.annotations.NullMarked;
