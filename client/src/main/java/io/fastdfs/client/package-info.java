/**
 * The Java client.
 *
 * <p>Start at {@link FastdfsClient}. It asks a tracker where to go, and talks to the storage over pooled connections; one
 * that saw any error is closed, never used again.
 */
@NullMarked
package io.fastdfs.client;

import org.jspecify.annotations.NullMarked;
