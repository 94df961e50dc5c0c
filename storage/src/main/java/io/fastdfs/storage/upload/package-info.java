/** All of upload: plain files, appenders and slaves. */
@NullMarked
package io.fastdfs.storage.upload;

import org.jspecify.annotations.NullMarked;
