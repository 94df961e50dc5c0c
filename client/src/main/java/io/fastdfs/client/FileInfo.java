package io.fastdfs.client;

import java.time.Instant;

/**
 * What a storage says of a file.
 *
 * @param size bytes
 * @param modified for a plain file: when it was stored
 * @param crc32 of the content
 * @param source address of the storage that took the upload; empty if unknown
 */
public record FileInfo(long size, Instant modified, int crc32, String source) {}
