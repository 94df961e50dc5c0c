/** The change log, in C's format: one line a change, written before the answer. */
@NullMarked
package io.fastdfs.storage.binlog;

import org.jspecify.annotations.NullMarked;
