package io.fastdfs.storage.replica;

import io.fastdfs.server.Connection;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;

/** Decides whether content that another storage has sent is the file that it says. */
@FunctionalInterface
public interface CopyCheck {
    /** @throws io.fastdfs.protocol.FdfsException EIO if it is not: the sender sends it again */
    void accept(Connection peer, String filename, ReceivedContent content) throws IOException;
}
