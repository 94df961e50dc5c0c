package io.fastdfs.protocol.tracker;

import java.util.Locale;
import java.util.Optional;

/** What a storage serves, {@code rw=} in {@code storage_ids.conf}. Source: FastDFS fdfs_server_id_func.h. */
public enum ReadWriteMode {
    NONE(0, "none"),
    WRITE_ONLY(2, "write"),
    READ_ONLY(4, "read"),
    BOTH(6, "both");

    /** As in the lists of storages: 2 for writing, 4 for reading. */
    public final int code;
    /** As C writes it. */
    public final String text;

    ReadWriteMode(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public boolean reads() {
        return (code & READ_ONLY.code) != 0;
    }

    public boolean writes() {
        return (code & WRITE_ONLY.code) != 0;
    }

    /** The mode of this text in any case; empty if there is none. */
    public static Optional<ReadWriteMode> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(NONE);
            case "write", "writeonly" -> Optional.of(WRITE_ONLY);
            case "read", "readonly" -> Optional.of(READ_ONLY);
            case "both", "all" -> Optional.of(BOTH);
            default -> Optional.empty();
        };
    }
}
