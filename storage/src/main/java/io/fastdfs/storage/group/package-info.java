/**
 * The storages of this group, as the leading tracker sees them.
 *
 * <p>Start at {@link Membership}: tracker sessions write it, replication reads it and waits for changes. Only members are
 * ever connected to, never an address that stands in a file id.
 */
@NullMarked
package io.fastdfs.storage.group;

import org.jspecify.annotations.NullMarked;
