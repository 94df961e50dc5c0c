/**
 * Replays the local binlog to every peer of the group.
 *
 * <p>Start at {@link PeerSync}: one per peer. It reads the binlog from the peer's {@link Mark} on, and puts the records
 * into {@link InFlight}, from where a few {@link Lane}s send them, each over a connection of its own.
 *
 * <p>Gives: the records of one file in order, each at least once, and a mark that never passes a record that is not done.
 * Elsewhere: which peers there are ({@code group}), what a peer does with what it is sent ({@code replica}).
 */
@NullMarked
package io.fastdfs.storage.sync;

import org.jspecify.annotations.NullMarked;
