package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * TRACKER_GET_ONE_SYS_FILE (63). Answer: {@link SystemFilePart}.
 *
 * <pre>
 *  0   1  file: 0 groups, 1 storages, 2 sync timestamps, 3 change log
 *  1   8  offset
 * </pre>
 */
public record GetSystemFile(int index, long offset) implements Request {
    private static final int FILES = 4;

    public static GetSystemFile decode(BodyReader body) throws FdfsException {
        GetSystemFile request = new GetSystemFile(body.uint8(), body.size());
        body.end();
        if (request.index >= FILES) {
            throw FdfsException.invalid("no system file " + request.index);
        }
        return request;
    }

    @Override
    public Command command() {
        return Command.TRACKER_GET_ONE_SYS_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(index).size(offset);
    }
}
