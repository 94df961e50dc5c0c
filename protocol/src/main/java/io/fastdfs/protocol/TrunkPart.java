package io.fastdfs.protocol;

import java.nio.ByteBuffer;

/**
 * Where in a trunk file a file is: the 16 characters behind the 27 of its name. Source: trunk_shared.c,
 * trunk_file_info_encode.
 *
 * <pre>
 *  0   4  number of the trunk file
 *  4   4  offset of the slot's {@link SlotHeader} in it, in bytes
 *  8   4  bytes of the slot, header included
 * </pre>
 *
 * <p>It is as a client wrote it: negative numbers are possible, and whether there is such a slot only the header tells.
 */
public record TrunkPart(int trunkFile, int offset, int size) {
    /** Characters in a name. */
    public static final int LENGTH = 16;

    private static final int RAW_BYTES = 12;

    /** Decodes the 16 characters. As in C there are no bad ones, see {@link FileName#decode}. */
    public static TrunkPart decode(String text) {
        ByteBuffer raw = ByteBuffer.wrap(NameBase64.decode(text, RAW_BYTES));
        return new TrunkPart(raw.getInt(), raw.getInt(), raw.getInt());
    }

    /** The 16 characters. */
    public String encode() {
        ByteBuffer raw = ByteBuffer.allocate(RAW_BYTES);
        raw.putInt(trunkFile).putInt(offset).putInt(size);
        return NameBase64.encode(raw.array());
    }

    /** The name of the trunk file in its folder: the number, with at least 6 digits. */
    public String trunkFileName() {
        return String.format("%06d", trunkFile);
    }
}
