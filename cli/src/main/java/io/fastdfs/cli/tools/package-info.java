/**
 * The client programs of FastDFS in C, under their names: {@code fdfs_upload_file}, {@code fdfs_monitor} and the others.
 *
 * <p>Start at {@link Tools}, which knows them all. Arguments, standard output and exit codes are C's, because scripts
 * depend on them; where C exits with 0 although it failed, these exit with 1. A tool is called with a {@link Call},
 * asks {@link Trackers} and {@link Storages} over a {@link Peer}, and prints through {@link Notation}. They neither use
 * the client library, which chooses servers by itself and knows no errno, nor picocli: each of them lives for a moment,
 * so what it loads is what it takes.
 */
@NullMarked
package io.fastdfs.cli.tools;

import org.jspecify.annotations.NullMarked;
