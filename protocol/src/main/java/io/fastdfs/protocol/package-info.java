/**
 * The FastDFS wire protocol: header, commands, status codes, file ids, and one record a message.
 *
 * <p>Start at {@link Header} and {@link Request}; messages to a tracker are in {@code tracker}, messages to a storage
 * in {@code storage}. Knows bytes only: no sockets, no servers.
 */
@NullMarked
package io.fastdfs.protocol;

import org.jspecify.annotations.NullMarked;
