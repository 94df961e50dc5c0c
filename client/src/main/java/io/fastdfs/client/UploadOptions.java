package io.fastdfs.client;

import io.fastdfs.protocol.FileId;
import org.jspecify.annotations.Nullable;

/** As what, and where, a new file is stored. */
public final class UploadOptions {
    private static final UploadOptions PLAIN = new UploadOptions(false, null);
    private static final UploadOptions APPENDER = new UploadOptions(true, null);

    private final boolean appender;
    private final @Nullable String group;

    private UploadOptions(boolean appender, @Nullable String group) {
        this.appender = appender;
        this.group = group;
    }

    /** A file that never changes, in a group that the tracker chooses. */
    public static UploadOptions plain() {
        return PLAIN;
    }

    /** A file that can be appended to, overwritten and truncated, in a group that the tracker chooses. */
    public static UploadOptions appender() {
        return APPENDER;
    }

    /**
     * The same in this group.
     *
     * @throws IllegalArgumentException if the name is not 1 to 16 letters and digits
     */
    public UploadOptions toGroup(String name) {
        if (!FileId.isGroup(name)) {
            throw new IllegalArgumentException("group \"" + name + "\" is not 1 to 16 letters and digits");
        }
        return new UploadOptions(appender, name);
    }

    boolean isAppender() {
        return appender;
    }

    /** Null: the tracker chooses. */
    @Nullable
    String group() {
        return group;
    }
}
