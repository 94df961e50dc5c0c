/**
 * The tracker: knows which storages live, and tells clients where to store and where to find.
 *
 * <p>Start at {@link TrackerServer}; {@link Dispatch} decodes each request, {@code cluster} holds the state and decides.
 */
@NullMarked
package io.fastdfs.tracker;

import org.jspecify.annotations.NullMarked;
