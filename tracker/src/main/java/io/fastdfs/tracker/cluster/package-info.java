/**
 * Groups and storages, their states, and the choice among them.
 *
 * <p>Start at {@link Cluster}: one lock guards all of it, held for a moment and never while a peer is read or written. Below
 * it {@link Membership} says who belongs to a group, {@link StatusRules} what a storage becomes, {@link FullCopy} who fills a
 * new one, {@link UploadSelection} and {@link DownloadSelection} who serves, {@link ReplicationProgress} who has a file.
 */
@NullMarked
package io.fastdfs.tracker.cluster;

import org.jspecify.annotations.NullMarked;
