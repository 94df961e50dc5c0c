/** The metadata file beside a stored file. */
@NullMarked
package io.fastdfs.storage.metadata;

import org.jspecify.annotations.NullMarked;
