package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Width;

/** A file id as it was typed: a tool cuts it like C, and leaves the judgement to the servers. */
final class FileIdArgument {
    private static final int MAX_BYTES = 127;

    private FileIdArgument() {}

    /**
     * Splits at the first slash.
     *
     * @throws FdfsException EINVAL if there is none
     */
    static FileId parse(String argument) throws FdfsException {
        String id = Arguments.cut(argument, MAX_BYTES);
        int slash = id.indexOf('/');
        if (slash < 0) {
            throw FdfsException.invalid("file id \"" + id + "\" has no group before a slash");
        }
        return of(id.substring(0, slash), id.substring(slash + 1));
    }

    /** A group and a name that came apart. */
    static FileId of(String group, String filename) {
        return new FileId(Arguments.cut(group, Width.GROUP), filename);
    }
}
