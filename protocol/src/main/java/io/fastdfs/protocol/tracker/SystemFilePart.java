package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * The answer to {@link GetSystemFile}. C accepts at most {@link #MAX_CONTENT} bytes in one.
 *
 * <pre>
 *  0   8  size of the whole file
 *  8   …  content from the offset on
 * </pre>
 */
public record SystemFilePart(long fileSize, String content) {
    public static final int MAX_CONTENT = 8173;

    public static SystemFilePart decode(BodyReader body) throws FdfsException {
        return new SystemFilePart(body.size(), body.restText());
    }

    public void encode(BodyWriter body) {
        body.size(fileSize).text(content);
    }
}
