package io.fastdfs.protocol;

import java.nio.ByteBuffer;

/**
 * The 10 bytes before every body, in both directions. Source: FastDFS tracker_proto.h, TrackerHeader.
 *
 * <pre>
 *  0   8  bodyLength  big-endian, header not included
 *  8   1  command     of a request; {@link Command#RESPONSE} in a response
 *  9   1  status      of a response; 0 in a request, but for the four commands whose record says otherwise
 * </pre>
 *
 * @param bodyLength bytes; a negative length is read as it stands, and its reader closes the connection
 */
public record Header(long bodyLength, int command, int status) {
    public static final int BYTES = 10;

    public static Header decode(ByteBuffer from) {
        return new Header(from.getLong(), from.get() & 0xFF, from.get() & 0xFF);
    }

    public void encode(ByteBuffer to) {
        to.putLong(bodyLength).put((byte) command).put((byte) status);
    }
}
