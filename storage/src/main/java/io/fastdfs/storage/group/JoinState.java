package io.fastdfs.storage.group;

import java.io.IOException;

/** What this storage remembers of how it came into its group. */
public interface JoinState {
    /** When it was made, Unix seconds. */
    long joinSeconds();

    /** True once it is decided who fills it. */
    boolean isSettled();

    /** Who fills it, or has; empty if it was the first of its group. */
    String sourceId();

    /** Up to which time the source sends what it has from others, Unix seconds; 0 without a source. */
    long untilSeconds();

    /** Notes the decision, on disk. */
    void settle(String sourceId, long untilSeconds) throws IOException;

    /** Forgets it: the source is gone before it was done. */
    void unsettle() throws IOException;
}
