package io.fastdfs.storage.upload;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.disk.CopiedFile;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StorePath;
import io.fastdfs.storage.disk.TempFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Content that a peer has sent completely. The CRC is taken while the bytes pass by.
 *
 * <p>What fits into one buffer stays there, so a peer that breaks off or is slow has not touched the disk; more goes to a
 * temporary file of the store path it is for. Closing lets go of both.
 */
public final class ReceivedContent implements AutoCloseable {
    private final StorePath storePath;
    private final long bytes;
    private final CRC32 crc = new CRC32();
    private TransferBuffers.@Nullable Loan loan;
    /** All content, if there is no file. */
    private ByteBuffer buffered = ByteBuffer.allocate(0);

    private @Nullable TempFile file;

    private ReceivedContent(StorePath storePath, long bytes) {
        this.storePath = storePath;
        this.bytes = bytes;
    }

    /**
     * Reads {@code bytes} of content.
     *
     * @throws FdfsException if the disk fails; ENOSPC if it is full
     * @throws IOException if the peer is lost before the last byte; nothing is left behind
     */
    public static ReceivedContent receive(Connection peer, long bytes, StorePath into, TransferBuffers buffers)
            throws IOException {
        ReceivedContent content = new ReceivedContent(into, bytes);
        boolean complete = false;
        try {
            content.read(peer, buffers);
            complete = true;
            return content;
        } finally {
            if (!complete) {
                content.close();
            }
        }
    }

    private void read(Connection peer, TransferBuffers buffers) throws IOException {
        ByteBuffer early = peer.bufferedContent(bytes);
        if (early.remaining() == bytes) {
            keep(early);
            return;
        }
        loan = buffers.lend();
        ByteBuffer buffer = loan.buffer().put(early);
        if (bytes <= buffer.capacity()) {
            peer.readContent(buffer.limit((int) bytes));
            keep(buffer.flip());
            return;
        }
        long left = bytes - buffer.position();
        while (left > 0) {
            buffer.limit((int) Math.min(left + buffer.position(), buffer.capacity()));
            left -= buffer.remaining();
            peer.readContent(buffer);
            pass(buffer.flip());
            buffer.clear();
        }
    }

    private void keep(ByteBuffer all) {
        crc.update(all.duplicate());
        buffered = all;
    }

    private void pass(ByteBuffer part) throws FdfsException {
        crc.update(part.duplicate());
        TempFile to = file;
        if (to == null) {
            to = TempFile.create(storePath, bytes);
            file = to;
        }
        to.write(part);
    }

    public long bytes() {
        return bytes;
    }

    public int crc32() {
        return (int) crc.getValue();
    }

    /** All content, if it is in memory; valid until this is closed. */
    public Optional<ByteBuffer> inMemory() {
        return file == null ? Optional.of(buffered) : Optional.empty();
    }

    /** The content as a file, to be moved to its place; it is closed with this. */
    public TempFile asFile() throws FdfsException {
        TempFile all = file;
        if (all == null) {
            all = TempFile.create(storePath, bytes);
            file = all;
            all.write(buffered);
        }
        return all;
    }

    /**
     * Gives the content its place, which the caller has locked, and these times. What stands there is replaced.
     *
     * @throws FdfsException if the disk fails; then what stood there is still there
     */
    public void moveTo(Place place, long unixSeconds) throws FdfsException {
        if (file == null && !storePath.isForced()) {
            CopiedFile.write(place, buffered, unixSeconds);
            return;
        }
        TempFile all = asFile();
        all.setTimes(unixSeconds);
        all.moveTo(place);
    }

    /** Writes the content into a file, from the given position on. */
    public void writeTo(FileChannel target, long position) throws IOException {
        if (file != null) {
            file.copyTo(target, position);
            return;
        }
        ByteBuffer left = buffered.duplicate();
        while (left.hasRemaining()) {
            target.write(left, position + left.position() - buffered.position());
        }
    }

    @Override
    public void close() throws IOException {
        if (loan != null) {
            loan.close();
            loan = null;
        }
        if (file != null) {
            file.close();
        }
    }
}
