package io.fastdfs.server;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
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
 * A connection from this server to another one, for one request at a time. After an {@link IOException} that is no
 * {@link FdfsException} it is out of step, and only good for closing.
 */
public final class OutgoingConnection implements AutoCloseable {
    /** Answers to what servers ask each other are lists; the longest is that of a tracker's storages. */
    private static final int MAX_ANSWER = 1024 * 1024;
    /** Content up to this size leaves with its header in one write. */
    private static final int SMALL_BYTES = 64 * 1024;

    private final InetSocketAddress peer;
    private final SocketChannel channel;
    private final InputStream in;

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
            in = socket.getInputStream();
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
        ByteBuffer frame = BodyWriter.frame(request);
        long length = request.contentBytes();
        if (length <= SMALL_BYTES) {
            ByteBuffer whole =
                    ByteBuffer.allocate(frame.remaining() + (int) length).put(frame);
            while (whole.hasRemaining()) {
                if (content.read(whole, offset + whole.position() - frame.limit()) < 0) {
                    throw new EOFException("file became shorter than " + (offset + length) + " bytes");
                }
            }
            write(whole.flip());
        } else {
            write(frame);
            FileTransfer.send(content, offset, length, channel);
        }
        return answer(request);
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

    private BodyReader answer(Request request) throws IOException {
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
