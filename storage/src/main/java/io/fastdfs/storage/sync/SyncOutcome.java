package io.fastdfs.storage.sync;

/** What has become of one record that was offered to one peer. */
sealed interface SyncOutcome {
    /** The peer has done the same. */
    record Applied(long contentBytes) implements SyncOutcome {}

    /** The peer had it already, or a later record undoes it; nothing was missing. */
    record Needless() implements SyncOutcome {}

    /** The file that the record speaks of is not here, and no later record says why. */
    record SourceLost() implements SyncOutcome {}
}
