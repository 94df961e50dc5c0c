package io.fastdfs.storage.upload;

import io.fastdfs.server.Connection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.disk.StorePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.zip.CRC32;

/**
 * Content that a peer has sent completely, in a temporary file of the store path it is for. Closing removes the file,
 * unless it has been moved to its final name. The CRC is taken while the bytes pass by.
 */
public final class ReceivedContent implements AutoCloseable {
    private final StorePath storePath;
    private final Path file;
    private final long bytes;
    private final int crc32;
    private final long modifiedSeconds;

    private ReceivedContent(StorePath storePath, Path file, long bytes, int crc32, long modifiedSeconds) {
        this.storePath = storePath;
        this.file = file;
        this.bytes = bytes;
        this.crc32 = crc32;
        this.modifiedSeconds = modifiedSeconds;
    }

    /**
     * Reads {@code bytes} of content into a new temporary file.
     *
     * @throws io.fastdfs.protocol.FdfsException if the disk fails; ENOSPC if it is full
     * @throws IOException if the peer is lost before the last byte; nothing is left behind
     */
    public static ReceivedContent receive(Connection peer, long bytes, StorePath into, TransferBuffers buffers)
            throws IOException {
        Path file = into.newTempFile();
        boolean complete = false;
        try (FileChannel channel = create(into, file, bytes)) {
            int crc32 = copy(peer, bytes, channel, into, buffers);
            complete = true;
            return new ReceivedContent(
                    into, file, bytes, crc32, Files.getLastModifiedTime(file).toMillis() / 1000);
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileChannel create(StorePath into, Path file, long bytes) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw into.failure(e, "creating a file on " + into, bytes);
        }
    }

    private static int copy(Connection peer, long bytes, FileChannel to, StorePath into, TransferBuffers buffers)
            throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer early = peer.bufferedContent(bytes);
        long left = bytes - early.remaining();
        write(early, crc, to, into, bytes);
        if (left > 0) {
            try (TransferBuffers.Loan loan = buffers.lend()) {
                ByteBuffer buffer = loan.buffer();
                while (left > 0) {
                    buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                    peer.readContent(buffer);
                    left -= buffer.flip().remaining();
                    write(buffer, crc, to, into, left);
                }
            }
        }
        return (int) crc.getValue();
    }

    private static void write(ByteBuffer content, CRC32 crc, FileChannel to, StorePath into, long expectedBytes)
            throws IOException {
        crc.update(content.duplicate());
        try {
            while (content.hasRemaining()) {
                to.write(content);
            }
        } catch (IOException e) {
            throw into.failure(e, "writing to " + into, expectedBytes);
        }
    }

    public long bytes() {
        return bytes;
    }

    public int crc32() {
        return crc32;
    }

    /** When the last byte was written, Unix seconds, by the file system's clock. */
    public long modifiedSeconds() {
        return modifiedSeconds;
    }

    /** Gives the file these times, Unix seconds. */
    public void setTimes(long seconds) throws IOException {
        FileTime time = FileTime.fromMillis(seconds * 1000);
        try {
            Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
        } catch (IOException e) {
            throw storePath.failure(e, "setting times on " + storePath, 0);
        }
    }

    /** Gives the content its final name. */
    public void moveTo(Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw storePath.failure(e, "naming " + target, 0);
        }
    }

    /** Writes the content into a file, from the given position on. */
    public void writeTo(FileChannel target, long position) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long done = 0;
            while (done < bytes) {
                done += from.transferTo(done, bytes - done, target.position(position + done));
            }
        } catch (IOException e) {
            throw storePath.failure(e, "writing to " + storePath, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
