package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FileName;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names for new files: the folder by round robin, the 27 characters from the content.
 *
 * <p>The 23 bits that C fills at random are counted here, from a random start: no two files of one second share a name.
 */
public final class NewNames {
    private final int source;
    private final int subdirCount;
    private final int rotateCount;
    private final AtomicInteger serial =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());
    private int high;
    private int low;
    private int inFolder;

    /**
     * Starts at folder {@code 00/00}.
     *
     * @param source the four source bytes of every name, see {@link FileName}
     * @param rotateCount files that go into one folder before the next is taken
     */
    public NewNames(int source, int subdirCount, int rotateCount) {
        this.source = source;
        this.subdirCount = subdirCount;
        this.rotateCount = rotateCount;
    }

    /** The folder for the next file, {@code HH/HH}. */
    public synchronized String nextFolder() {
        String folder = String.format("%02X/%02X", high, low);
        if (++inFolder >= rotateCount) {
            inFolder = 0;
            if (++low >= subdirCount) {
                low = 0;
                high = (high + 1) % subdirCount;
            }
        }
        return folder;
    }

    /** The true name of a plain file. */
    public String plain(String folder, String tail, long size, int crc32, long createdSeconds) {
        long sizeField = FileName.plainSize(size, serial.getAndIncrement());
        return folder + "/" + FileName.encode(source, (int) createdSeconds, sizeField, crc32) + tail;
    }

    /** The true name of an appender file. */
    public String appender(String folder, String tail, int crc32, long createdSeconds) {
        long sizeField = FileName.appenderSize(serial.getAndIncrement());
        return folder + "/" + FileName.encode(source, (int) createdSeconds, sizeField, crc32) + tail;
    }

    /** The seven characters behind the 27. */
    public String tail(String extension) {
        return FileName.tail(extension, ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    }
}
