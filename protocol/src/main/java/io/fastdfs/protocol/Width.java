package io.fastdfs.protocol;

/** Widths of fixed text fields, in bytes. Source: FastDFS fdfs_define.h, tracker_proto.h. */
public final class Width {
    public static final int GROUP = 16;
    /** Join, statistics and volume bodies keep C's closing NUL. */
    public static final int GROUP_IN_STAT = 17;

    public static final int STORAGE_ID = 16;
    public static final int VERSION = 8;
    public static final int EXTENSION = 6;
    public static final int PREFIX = 16;
    public static final int IPV4 = 16;
    public static final int IPV6 = 46;
    /** The longest logic filename that C's buffers hold. */
    public static final int MAX_FILENAME = 127;

    private Width() {}
}
