package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * The answer to STORAGE_CHANGELOG_REQ (77): the next part of the tracker's change log, empty if there is nothing new.
 * Lines are {@code seconds group storageId status argument} with single spaces and LF; the argument of status 3
 * (IP_CHANGED) is the new address, that of 4 (DELETED) is empty.
 *
 * @param text C cuts it anywhere, so the first and the last line may be parts of one
 */
public record ChangeLogReply(String text) {
    public static ChangeLogReply decode(BodyReader body) throws FdfsException {
        return new ChangeLogReply(body.restText());
    }

    public void encode(BodyWriter body) {
        body.text(text);
    }
}
