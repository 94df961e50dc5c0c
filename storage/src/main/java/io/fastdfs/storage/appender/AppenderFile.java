package io.fastdfs.storage.appender;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.upload.ReceivedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** An appender file, open for a change. Every failure of the disk is an {@link FdfsException}. */
public final class AppenderFile implements AutoCloseable {
    private final Place place;
    private final FileChannel channel;

    private AppenderFile(Place place, FileChannel channel) {
        this.place = place;
        this.channel = channel;
    }

    /** Opens the file that stands there. */
    public static AppenderFile open(Place place) throws FdfsException {
        try {
            return new AppenderFile(
                    place,
                    place.storePath()
                            .writing(() -> place.storePath().open(place.path(), Set.of(StandardOpenOption.WRITE))));
        } catch (IOException e) {
            throw place.storePath().failure(e, "opening " + place.filename(), 0);
        }
    }

    /** Writes the content from this position on. When it fails, some of it may have been written. */
    public void write(ReceivedContent content, long position) throws FdfsException {
        try {
            place.storePath().writing(() -> {
                content.writeTo(channel, position);
                force();
                return place;
            });
        } catch (IOException e) {
            throw place.storePath().failure(e, "writing to " + place.filename(), content.bytes());
        }
    }

    /** Cuts the file, or lets it end in zeros. */
    public void resize(long newSize) throws FdfsException {
        try {
            place.storePath().writing(() -> {
                if (newSize > channel.size()) {
                    channel.write(ByteBuffer.allocate(1), newSize - 1);
                } else {
                    channel.truncate(newSize);
                }
                force();
                return place;
            });
        } catch (IOException e) {
            throw place.storePath().failure(e, "resizing " + place.filename(), 0);
        }
    }

    /** Where the operator wants it, a change survives a loss of power before it is answered. */
    private void force() throws IOException {
        if (place.storePath().isForced()) {
            channel.force(true);
        }
    }

    /** Gives the file these times, as its source has them. */
    public void setTimes(long unixSeconds) throws FdfsException {
        place.storePath().setTimes(place.path(), unixSeconds);
    }

    @Override
    public void close() throws FdfsException {
        try {
            channel.close();
        } catch (IOException e) {
            throw place.storePath().failure(e, "closing " + place.filename(), 0);
        }
    }
}
