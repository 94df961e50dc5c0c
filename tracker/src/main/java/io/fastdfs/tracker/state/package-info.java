/**
 * The files of a tracker, in C's formats.
 *
 * <p>Start at {@link StateFolder}, which reads and replaces them. {@link Sections} is the layout of the lists of groups and
 * storages; what stands in them is the matter of {@code cluster}.
 */
@NullMarked
package io.fastdfs.tracker.state;

import org.jspecify.annotations.NullMarked;
