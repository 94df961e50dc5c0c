/** Second names for stored files. */
@NullMarked
package io.fastdfs.storage.link;

import org.jspecify.annotations.NullMarked;
