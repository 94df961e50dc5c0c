package io.fastdfs.client;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The name of a slave, checked before its content is sent. */
final class SlaveName {
    private static final Pattern PREFIX = Pattern.compile("[0-9A-Za-z._-]{1," + Width.PREFIX + "}");

    private SlaveName() {}

    static UploadSlaveFile request(FileId master, String prefix, Content content) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("slave prefix \"" + prefix + "\" is not 1 to " + Width.PREFIX
                    + " letters, digits, '-', '_' and '.'");
        }
        String own = content.extension();
        String extension = own.isEmpty() ? Extension.of(Path.of(master.filename())) : own;
        try {
            String name = FileName.slave(master.filename(), prefix, extension);
            // A C storage writes a longer name over other memory.
            if (name.length() > Width.MAX_FILENAME) {
                throw new IllegalArgumentException(
                        "slave name " + name + " has more than " + Width.MAX_FILENAME + " characters");
            }
        } catch (FdfsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new UploadSlaveFile(master.filename(), prefix, extension, content.length());
    }
}
