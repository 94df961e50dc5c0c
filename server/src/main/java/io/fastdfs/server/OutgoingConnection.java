package io.fastdfs.server;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection from this server to another one, for one request at a time, or for some that are sent before the first
 * answer is waited for. After an {@link IOException} that is no {@link FdfsException} it is out of step, and only good for
 * closing.
 */
public final class OutgoingConnection implements AutoCloseable {
    /** Answers to what servers ask each other are lists; the longest is that of a tracker's storages. */
    private static final int MAX_ANSWER = 1024 * 1024;
    /** Content up to this size leaves with its header in one write. */
    private static final int SMALL_BYTES = 64 * 1024;
    /** Requests that wait to leave together, with their small contents. */
    private static final int OUTPUT_BYTES = 2 * SMALL_BYTES;
    /** Answers without a body that came together are taken in one read. */
    private static final int INPUT_BYTES = 1024;

    private final InetSocketAddress peer;
    private final SocketChannel channel;
    private final InputStream in;
    /** What has been put and not been sent; made for the first content. */
    private @Nullable ByteBuffer output;

    /** How long to wait for a connection, and for each next byte of an answer. */
    public record Timeouts(Duration connect, Duration network) {}

    /**
     * Connects.
     *
     * @param from the local address; null: the system chooses
     * @throws IOException if that fails; the message says to whom
     */
    public OutgoingConnection(InetSocketAddress peer, @Nullable InetAddress from, Timeouts timeouts)
            throws IOException {
        this.peer = peer;
        channel = SocketChannel.open();
        try {
            if (from != null) {
                channel.bind(new InetSocketAddress(from, 0));
            }
            // The adaptor is what knows time-outs.
            Socket socket = channel.socket();
            socket.connect(peer, (int) timeouts.connect().toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeouts.network().toMillis());
            in = new BufferedInputStream(socket.getInputStream(), INPUT_BYTES);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot connect to " + this + ": " + e.getMessage(), e);
        }
    }

    /** The local address by which the peer sees this server. */
    public InetAddress localAddress() {
        return channel.socket().getLocalAddress();
    }

    /**
     * Sends a request without content and returns the body of the answer.
     *
     * @throws FdfsException if another status than OK comes back; the connection stays in step
     */
    public BodyReader ask(Request request) throws IOException {
        flush();
        write(BodyWriter.frame(request));
        return answer(request);
    }

    /** Sends a request that has no answer. */
    public void tell(Request request) throws IOException {
        write(BodyWriter.frame(request));
    }

    /**
     * Sends a request whose content is a range of a file, and returns the body of the answer.
     *
     * @throws FdfsException if another status than OK comes back; the connection stays in step
     * @throws EOFException if the file is shorter than the range: half a request has been sent
     */
    public BodyReader ask(Request request, FileChannel content, long offset) throws IOException {
        put(request, content, offset);
        flush();
        return answer(request);
    }

    /** Puts a request without content behind those that wait to be sent; its answer is read by {@link #answer}. */
    public void put(Request request) throws IOException {
        put(BodyWriter.frame(request));
    }

    /**
     * Puts a request whose content is a range of a file behind those that wait to be sent. Large content leaves at once.
     *
     * @throws EOFException if the file is shorter than the range: half a request may have been sent
     */
    public void put(Request request, FileChannel content, long offset) throws IOException {
        put(BodyWriter.frame(request));
        long length = request.contentBytes();
        if (length > SMALL_BYTES) {
            flush();
            FileTransfer.send(content, offset, length, channel);
            return;
        }
        ByteBuffer waiting = outputWithRoom((int) length);
        int start = waiting.position();
        waiting.limit(start + (int) length);
        while (waiting.hasRemaining()) {
            if (content.read(waiting, offset + waiting.position() - start) < 0) {
                throw new EOFException("file became shorter than " + (offset + length) + " bytes");
            }
        }
        waiting.limit(waiting.capacity());
    }

    private void put(ByteBuffer frame) throws IOException {
        outputWithRoom(frame.remaining()).put(frame);
    }

    private ByteBuffer outputWithRoom(int bytes) throws IOException {
        ByteBuffer waiting = output;
        if (waiting == null) {
            waiting = ByteBuffer.allocateDirect(OUTPUT_BYTES);
            output = waiting;
        }
        if (waiting.remaining() < bytes) {
            flush();
        }
        return waiting;
    }

    /** Sends what waits. */
    public void flush() throws IOException {
        ByteBuffer waiting = output;
        if (waiting != null) {
            write(waiting.flip());
            waiting.clear();
        }
    }

    /**
     * Sends a request whose answer is content, which is then read by {@link #readContent}.
     *
     * @return its length in bytes
     * @throws FdfsException if another status than OK comes back; the connection stays in step
     */
    public long askForContent(Request request) throws IOException {
        write(BodyWriter.frame(request));
        Header header = Header.decode(ByteBuffer.wrap(read(Header.BYTES, request)));
        if (header.status() != 0) {
            if (header.bodyLength() != 0) {
                throw new IOException(this + " refused " + request.command() + " at length");
            }
            throw new FdfsException(new Status(header.status()), this + " refused " + request.command());
        }
        if (header.bodyLength() < 0) {
            throw new IOException(this + " answered " + request.command() + " with " + header.bodyLength() + " bytes");
        }
        return header.bodyLength();
    }

    /** Fills the buffer up to its limit with content that was asked for. */
    public void readContent(ByteBuffer into) throws IOException {
        byte[] part = new byte[Math.min(into.remaining(), SMALL_BYTES)];
        while (into.hasRemaining()) {
            int read = in.read(part, 0, Math.min(part.length, into.remaining()));
            if (read < 0) {
                throw new EOFException(this + " closed the connection inside content");
            }
            into.put(part, 0, read);
        }
    }

    /**
     * Reads some of the content that was asked for, where the length that was announced is none.
     *
     * @return how many bytes; -1 once the peer has closed the connection
     */
    public int readSomeContent(byte[] into) throws IOException {
        return in.read(into);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * The body of the answer to the first request that has been sent and not been answered.
     *
     * @throws FdfsException if another status than OK comes back; the connection stays in step
     */
    public BodyReader answer(Request request) throws IOException {
        Header header = Header.decode(ByteBuffer.wrap(read(Header.BYTES, request)));
        if (header.bodyLength() < 0 || header.bodyLength() > MAX_ANSWER) {
            throw new IOException(this + " answered " + request.command() + " with " + header.bodyLength() + " bytes");
        }
        // C announces a body with some refusals; it is read, so that the next answer is found.
        byte[] body = read((int) header.bodyLength(), request);
        if (header.status() != 0) {
            throw new FdfsException(new Status(header.status()), this + " refused " + request.command());
        }
        return new BodyReader(ByteBuffer.wrap(body));
    }

    private byte[] read(int bytes, Request request) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException(this + " closed the connection at " + request.command());
        }
        return read;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Every answer that was wanted has been read.
        }
    }

    @Override
    public String toString() {
        return peer.getAddress() == null
                ? peer.getHostString()
                : peer.getAddress().getHostAddress() + ":" + peer.getPort();
    }
}
