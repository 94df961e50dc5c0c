package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_REPORT_IP_CHANGED (78). The answer is empty.
 *
 * <pre>
 *  0  16        group
 * 16  46 or 16  old address; 16 before 6.11
 *  …  46 or 16  new address
 * </pre>
 *
 * @param addressWidth {@link Width#IPV6} or {@link Width#IPV4}
 */
public record ReportIpChanged(String group, String oldAddress, String newAddress, int addressWidth) implements Request {
    public static ReportIpChanged decode(BodyReader body) throws FdfsException {
        int width = body.left() == Width.GROUP + 2 * Width.IPV4 ? Width.IPV4 : Width.IPV6;
        String group = body.padded(Width.GROUP);
        ReportIpChanged request = new ReportIpChanged(group, body.terminated(width), body.terminated(width), width);
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPORT_IP_CHANGED;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).terminated(oldAddress, addressWidth).terminated(newAddress, addressWidth);
    }
}
