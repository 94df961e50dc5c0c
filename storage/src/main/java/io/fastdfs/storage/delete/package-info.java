/** Removing a file with its metadata. */
@NullMarked
package io.fastdfs.storage.delete;

import org.jspecify.annotations.NullMarked;
