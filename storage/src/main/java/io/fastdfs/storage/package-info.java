/**
 * The storage server: whole files of one group on the store paths of this host.
 *
 * <p>Start at {@link StorageServer}; {@link Dispatch} sends each command to the package that is named after it.
 */
@NullMarked
package io.fastdfs.storage;

import org.jspecify.annotations.NullMarked;
