package io.fastdfs.client;

import io.fastdfs.protocol.storage.FileInfoReply;
import java.time.Instant;

/**
 * What a storage says of a file.
 *
 * @param size in bytes
 * @param modified when the content last changed; of a plain file, when it was stored
 * @param crc32 of the content; 0 where it was not asked for
 * @param source address of the storage that took the upload; empty if unknown
 */
public record FileInfo(long size, Instant modified, int crc32, String source) {
    static FileInfo of(FileInfoReply reply) {
        Instant modified = Instant.ofEpochSecond(reply.modifiedSeconds());
        return new FileInfo(reply.size(), modified, reply.crc32(), reply.sourceAddress());
    }
}
