package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names for new files: the folder by round robin, the 27 characters from the content.
 *
 * <p>The 23 bits that C fills at random are counted here, from a random start: no two files of one second share a name.
 */
public final class NewNames {
    private final NameSource source;
    private final Folders folders;
    private final AtomicInteger serial =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());

    public NewNames(NameSource source, Folders folders) {
        this.source = source;
        this.folders = folders;
    }

    /**
     * Refuses a new file that could not be named, before its content is read.
     *
     * @throws FdfsException EAGAIN if it is not known yet by which address this storage is seen
     */
    public void requireSource() throws FdfsException {
        source.bytes();
    }

    /** The true name of a new plain file. */
    public String plain(String extension, long size, int crc32, long createdSeconds) throws FdfsException {
        String encoded = encoded(FileName.plainSize(size, serial.getAndIncrement()), crc32, createdSeconds);
        return folders.next(encoded) + "/" + encoded + tail(extension);
    }

    /** The true name of a plain file in a given folder, with given last seven characters. */
    public String plain(String folder, String tail, long size, int crc32, long createdSeconds) throws FdfsException {
        String encoded = encoded(FileName.plainSize(size, serial.getAndIncrement()), crc32, createdSeconds);
        return folder + "/" + encoded + tail;
    }

    /** The true name of a new appender file. */
    public String appender(String extension, int crc32, long createdSeconds) throws FdfsException {
        String encoded = encoded(FileName.appenderSize(serial.getAndIncrement()), crc32, createdSeconds);
        return folders.next(encoded) + "/" + encoded + tail(extension);
    }

    private String encoded(long sizeField, int crc32, long createdSeconds) throws FdfsException {
        return FileName.encode(source.bytes(), (int) createdSeconds, sizeField, crc32);
    }

    /**
     * Refuses an extension or a prefix with other characters than letters, digits, {@code - _} and dots.
     *
     * @throws FdfsException EINVAL
     */
    public static void requireAllowed(String part) throws FdfsException {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean fine =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "-_.".indexOf(c) >= 0;
            if (!fine) {
                throw FdfsException.invalid("character '" + c + "' in a file name");
            }
        }
    }

    private static String tail(String extension) {
        return FileName.tail(extension, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    }
}
