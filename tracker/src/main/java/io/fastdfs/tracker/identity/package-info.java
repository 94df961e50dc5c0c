/**
 * Who a storage is: by its address, or by the ids of {@code storage_ids.conf}.
 *
 * <p>Start at {@link Identities}, which answers for both.
 */
@NullMarked
package io.fastdfs.tracker.identity;

import org.jspecify.annotations.NullMarked;
