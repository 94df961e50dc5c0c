package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * The answer to {@link QueryFileInfo}.
 *
 * <pre>
 *  0   8  size in bytes
 *  8   8  modification time, Unix seconds
 * 16   8  CRC32, sign extended; as in C only its low half is read
 * 24   …  source address, 16 or 46 bytes, NUL padded; empty if unknown
 * </pre>
 *
 * @param addressWidth {@link Width#IPV4} or {@link Width#IPV6}
 */
public record FileInfoReply(long size, long modifiedSeconds, int crc32, String sourceAddress, int addressWidth) {
    public static FileInfoReply decode(BodyReader body) throws FdfsException {
        long size = body.size();
        long modifiedSeconds = body.int64();
        int crc32 = (int) body.int64();
        long width = body.left();
        if (width != Width.IPV4 && width != Width.IPV6) {
            throw FdfsException.invalid("file info with an address of " + width + " bytes");
        }
        return new FileInfoReply(size, modifiedSeconds, crc32, body.terminated((int) width), (int) width);
    }

    public void encode(BodyWriter body) {
        body.size(size).int64(modifiedSeconds).int64(crc32).terminated(sourceAddress, addressWidth);
    }
}
