/** Store paths, the files in them, and the names of new files. */
@NullMarked
package io.fastdfs.storage.disk;

import org.jspecify.annotations.NullMarked;
