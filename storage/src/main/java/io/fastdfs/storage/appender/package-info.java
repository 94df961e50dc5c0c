/** Changes to appender files: append, modify, truncate, and the step to a normal file. */
@NullMarked
package io.fastdfs.storage.appender;

import org.jspecify.annotations.NullMarked;
