package io.fastdfs.protocol;

/**
 * The 24 bytes before the content of a file in a trunk file. They repeat what its name says, so a name is only good for
 * a slot if its {@link FileName#slotHeader} stands there. Source: trunk_shared.c, trunk_pack_header.
 *
 * <pre>
 *  0   1  type        'F' a file, 'L' a link, 0 free
 *  1   4  slotSize    bytes of the slot, header included
 *  5   4  size        bytes of content
 *  9   4  crc32       of the content
 * 13   4  created     Unix seconds
 * 17   7  tail        the last 7 characters of the name
 * </pre>
 *
 * @param type one of {@link #FILE}, {@link #LINK} and {@link #FREE}; what C reads as no slot if it is another
 */
public record SlotHeader(int type, int slotSize, int size, int crc32, int createdSeconds, String tail) {
    /** Bytes on disk. */
    public static final int BYTES = 24;

    public static final int FILE = 'F';
    /** The content is the logic filename of another file. */
    public static final int LINK = 'L';

    public static final int FREE = 0;

    public static SlotHeader decode(BodyReader from) throws FdfsException {
        return new SlotHeader(
                from.uint8(),
                from.int32(),
                from.int32(),
                from.int32(),
                from.int32(),
                from.padded(FileName.TAIL_LENGTH));
    }

    public void encode(BodyWriter to) {
        to.int8(type).int32(slotSize).int32(size).int32(crc32).int32(createdSeconds);
        to.padded(tail, FileName.TAIL_LENGTH);
    }
}
