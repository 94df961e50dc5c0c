/**
 * The conf files of FastDFS: the ini dialect of C, and every key of every file declared once.
 *
 * <p>Start at {@link ConfFile}, which is one file with its includes as C reads it. Every other thing it says comes as a
 * {@link Finding}: nothing is guessed in silence.
 */
@NullMarked
package io.fastdfs.conf;

import org.jspecify.annotations.NullMarked;
