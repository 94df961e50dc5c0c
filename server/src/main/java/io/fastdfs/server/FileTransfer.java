package io.fastdfs.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * Sends a range of a file to a socket without copying it through the heap.
 *
 * <p>A blocking {@code transferTo} would pin the carrier thread while the peer is slow. So it runs non-blocking, and when
 * the socket is full one buffer is written the blocking way, which parks this virtual thread alone.
 */
final class FileTransfer {
    private static final int STALLED_WRITE_BYTES = 64 * 1024;

    private FileTransfer() {}

    /**
     * Sends {@code length} bytes from {@code offset} on.
     *
     * @throws EOFException if the file is shorter than the range
     */
    static void send(FileChannel file, long offset, long length, SocketChannel peer) throws IOException {
        long position = offset;
        long end = offset + length;
        ByteBuffer stalled = null;
        while (position < end) {
            long sent = offer(file, position, end - position, peer);
            if (sent == 0) {
                if (stalled == null) {
                    stalled = ByteBuffer.allocateDirect(STALLED_WRITE_BYTES);
                }
                stalled.clear().limit((int) Math.min(STALLED_WRITE_BYTES, end - position));
                sent = file.read(stalled, position);
                if (sent <= 0) {
                    throw new EOFException("file ends at " + position + ", " + (end - position) + " bytes missing");
                }
                stalled.flip();
                while (stalled.hasRemaining()) {
                    peer.write(stalled);
                }
            }
            position += sent;
        }
    }

    /** Sends what the socket takes now, and never waits; 0 if that is nothing, or the file ends before. */
    static long offer(FileChannel file, long position, long length, SocketChannel peer) throws IOException {
        peer.configureBlocking(false);
        try {
            return file.transferTo(position, length, peer);
        } finally {
            peer.configureBlocking(true);
        }
    }
}
