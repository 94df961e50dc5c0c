package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * REPORT_SERVER_ID (9): the storage that sends on this connection. The answer is empty, as in C, or allows what was asked.
 *
 * <pre>
 *  0  16  storage id, at most 15 characters
 * </pre>
 *
 * @param asksAhead true to ask, by the status of the header, whether requests may be sent before others are answered
 */
public record ReportServerId(String storageId, boolean asksAhead) implements Request {
    /** The status with which this project's storages ask; those of C send 0, and take no notice of it. */
    private static final int ASKS_AHEAD = 1;

    /** The body of the answer that allows it; those of C are empty. */
    public static final int ALLOWED_BYTES = 1;

    public ReportServerId(String storageId) {
        this(storageId, false);
    }

    public static ReportServerId decode(BodyReader body) throws FdfsException {
        return decode(0, body);
    }

    public static ReportServerId decode(int status, BodyReader body) throws FdfsException {
        ReportServerId request = new ReportServerId(body.terminated(Width.STORAGE_ID), status == ASKS_AHEAD);
        body.end();
        if (request.storageId.isEmpty()) {
            throw FdfsException.invalid("empty storage id");
        }
        return request;
    }

    @Override
    public int status() {
        return asksAhead ? ASKS_AHEAD : 0;
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
