package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * REPORT_SERVER_ID (9): the storage that sends on this connection. The answer is empty.
 *
 * <pre>
 *  0  16  storage id, at most 15 characters
 * </pre>
 */
public record ReportServerId(String storageId) implements Request {
    public static ReportServerId decode(BodyReader body) throws FdfsException {
        ReportServerId request = new ReportServerId(body.terminated(Width.STORAGE_ID));
        body.end();
        if (request.storageId.isEmpty()) {
            throw FdfsException.invalid("empty storage id");
        }
        return request;
    }

    @Override
    public Command command() {
        return Command.REPORT_SERVER_ID;
    }

    @Override
    public void encode(BodyWriter body) {
        body.terminated(storageId, Width.STORAGE_ID);
    }
}
