package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_REPORT_STATUS (76): a member of the group has another status, without a login. The answer is empty.
 *
 * <pre>
 *  0  16  group
 * 16  67  {@link StorageBrief}, its port is 0 from C
 * </pre>
 */
public record ReportStatus(String group, StorageBrief storage) implements Request {
    public static ReportStatus decode(BodyReader body) throws FdfsException {
        ReportStatus report = new ReportStatus(body.padded(Width.GROUP), StorageBrief.decode(body));
        body.end();
        return report;
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPORT_STATUS;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP);
        storage.encode(body);
    }
}
