package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * TRUNK_SYNC_BINLOG (30): lines of the trunk server's binlog for its peers. The answer is empty.
 *
 * @param lines whole lines, {@code time A|D path upper lower file offset size}, at most {@link #MAX_BYTES}
 */
public record TrunkBinlogLines(String lines) implements Request {
    public static final int MAX_BYTES = 64 * 1024;

    public static TrunkBinlogLines decode(BodyReader body) throws FdfsException {
        if (body.left() < 1 || body.left() > MAX_BYTES) {
            throw FdfsException.invalid(body.left() + " bytes of trunk binlog, 1 to " + MAX_BYTES + " allowed");
        }
        return new TrunkBinlogLines(body.restText());
    }

    @Override
    public Command command() {
        return Command.TRUNK_SYNC_BINLOG;
    }

    @Override
    public void encode(BodyWriter body) {
        body.text(lines);
    }
}
