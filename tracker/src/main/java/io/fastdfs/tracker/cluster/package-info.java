/**
 * Groups and storages, their states, and the choice among them.
 *
 * <p>Start at {@link Cluster}: one lock guards all of it, held for a moment and never while a peer is read or written.
 */
@NullMarked
package io.fastdfs.tracker.cluster;

import org.jspecify.annotations.NullMarked;
