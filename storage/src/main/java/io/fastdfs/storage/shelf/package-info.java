/** What every command stands on. */
@NullMarked
package io.fastdfs.storage.shelf;

import org.jspecify.annotations.NullMarked;
