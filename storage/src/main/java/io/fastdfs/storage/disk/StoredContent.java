package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.zip.CRC32;

/** The bytes of a stored file, open for reading. Every failure of the disk is an {@link FdfsException}. */
public final class StoredContent implements AutoCloseable {
    /** Written to a slow peer at a time: when it has been taken, there is room for more without a copy. */
    private static final int SLOW_BYTES = 64 * 1024;

    private final Place place;
    private final StorePath on;
    private final FileChannel channel;
    private final long size;

    StoredContent(Place place, FileChannel channel, long size) {
        this.place = place;
        this.on = place.storePath();
        this.channel = channel;
        this.size = size;
    }

    /** All bytes that there were when it was opened. */
    public long size() {
        return size;
    }

    /**
     * Fills the buffer up to its limit.
     *
     * @throws FdfsException EIO if the file ends before, EISDIR if it is a folder
     */
    public void read(ByteBuffer into, long position) throws FdfsException {
        try {
            on.reading(() -> {
                long at = position;
                while (into.hasRemaining()) {
                    int read = channel.read(into, at);
                    if (read < 0) {
                        throw new EOFException("the file became shorter while it was read");
                    }
                    at += read;
                }
                return into;
            });
        } catch (IOException e) {
            if (Files.isDirectory(place.path())) {
                throw new FdfsException(Status.EISDIR, place.filename() + " is no regular file", e);
            }
            throw on.failure(e, "reading " + place.filename(), 0);
        }
    }

    /**
     * Sends a range to a peer, without copying it through the heap. No permit is held while the peer is slow.
     *
     * @throws FdfsException if the disk fails in the middle: then the peer can only be cut off
     */
    public void send(Connection peer, long offset, long length, TransferBuffers buffers) throws IOException {
        long position = offset;
        long end = offset + length;
        while (position < end) {
            long at = position;
            long sent;
            try {
                sent = on.reading(() -> peer.offer(channel, at, end - at));
            } catch (IOException _) {
                sent = 0;
            }
            position += sent == 0 ? sendSlowly(peer, at, end - at, buffers) : sent;
        }
    }

    /** The socket is full, or the peer is gone, or the disk has failed: reading and writing tell them apart. */
    private int sendSlowly(Connection peer, long position, long length, TransferBuffers buffers) throws IOException {
        try (TransferBuffers.Loan loan = buffers.lend()) {
            ByteBuffer buffer = loan.buffer();
            buffer.limit((int) Math.min(Math.min(buffer.capacity(), SLOW_BYTES), length));
            read(buffer, position);
            int bytes = buffer.flip().remaining();
            peer.write(buffer);
            return bytes;
        }
    }

    /** The CRC32 of all bytes. */
    public int crc32(TransferBuffers buffers) throws FdfsException {
        CRC32 crc = new CRC32();
        try (TransferBuffers.Loan loan = buffers.lend()) {
            ByteBuffer buffer = loan.buffer();
            for (long position = 0; position < size; position += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
                read(buffer, position);
                crc.update(buffer.flip());
            }
        }
        return (int) crc.getValue();
    }

    @Override
    public void close() throws FdfsException {
        try {
            channel.close();
        } catch (IOException e) {
            throw on.failure(e, "closing " + place.filename(), 0);
        }
    }
}
