/** Reading a file, or the facts about it. */
@NullMarked
package io.fastdfs.storage.download;

import org.jspecify.annotations.NullMarked;
