package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.QueryFileInfo;

/**
 * What is known of a stored file.
 *
 * @param fromServer whether a storage was asked; else everything stands in the id, and the file may be gone
 * @param sourceStorageId 0 where the id holds an address
 */
record FileFacts(
        boolean fromServer,
        FileName.Kind kind,
        int sourceStorageId,
        String sourceAddress,
        long createdSeconds,
        long size,
        int crc32) {

    /** Decodes the id, and asks a storage where the id does not say everything. */
    static FileFacts of(FileId id, Cluster cluster, int queryFlags) throws FdfsException {
        if (id.filename().length() < FileName.NORMAL_LENGTH) {
            throw FdfsException.invalid("filename of " + id.filename().length() + " characters is no stored file");
        }
        FileName name = FileName.decode(id.filename());
        int sourceId = name.sourceStorageId();
        String source =
                sourceId == 0 ? name.sourceAddress() : cluster.storageHosts().addressOf(sourceId);
        if (name.kind() == FileName.Kind.NORMAL && !source.isEmpty()) {
            return new FileFacts(
                    false, name.kind(), sourceId, source, name.createdSeconds(), name.size(), name.crc32());
        }
        FileInfoReply reply = ask(id, cluster, queryFlags);
        return new FileFacts(
                true,
                name.kind(),
                sourceId,
                reply.sourceAddress(),
                reply.modifiedSeconds(),
                reply.size(),
                reply.crc32());
    }

    private static FileInfoReply ask(FileId id, Cluster cluster, int queryFlags) throws FdfsException {
        try (Storages storages = Storages.open(cluster);
                Peer storage = storages.connect(storages.forReading(id))) {
            return FileInfoReply.decode(storage.ask(new QueryFileInfo(queryFlags, id.group(), id.filename())));
        }
    }
}
