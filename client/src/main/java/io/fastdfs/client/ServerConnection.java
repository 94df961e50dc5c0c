package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a tracker or storage, for one request at a time.
 *
 * <p>What goes wrong on the wire is a {@link FastdfsException}; another {@link IOException} comes from the content.
 */
final class ServerConnection implements AutoCloseable {
    static final int CHUNK_BYTES = 256 * 1024;
    private static final int INPUT_BYTES = 8 * 1024;
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final ServerAddress server;
    private final Timeouts timeouts;
    private final SocketChannel channel;
    private final InputStream in;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).limit(0);
    private Command command = Command.ACTIVE_TEST;
    private long bodyLeft;
    private boolean healthy = true;

    /** Reads the body of an answer. */
    @FunctionalInterface
    interface Answer<T> {
        T decode(BodyReader body) throws FdfsException;
    }

    private ServerConnection(ServerAddress server, Timeouts timeouts, SocketChannel channel) throws IOException {
        this.server = server;
        this.timeouts = timeouts;
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        channel.socket().setSoTimeout((int) timeouts.network().toMillis());
        in = channel.socket().getInputStream();
    }

    static ServerConnection connect(ServerAddress server, Timeouts timeouts) throws FastdfsException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.socket().connect(server.resolve(), (int) timeouts.connect().toMillis());
            return new ServerConnection(server, timeouts, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw FastdfsException.unreachable(server, why(e, timeouts.connect()), e);
        }
    }

    /** True while every request got its whole answer: only then may it be used again. */
    boolean healthy() {
        return healthy;
    }

    /** True if nothing has come since the last answer: no end, and no byte that nobody asked for. Asks nobody. */
    boolean isQuiet() {
        try {
            return !input.hasRemaining() && !answerArrived();
        } catch (IOException e) {
            return false;
        }
    }

    /** True if the server still answers; a firewall may have dropped the connection without a word to either side. */
    boolean answersTest() {
        try {
            channel.socket().setSoTimeout((int) timeouts.connect().toMillis());
            ask(new EmptyRequest(Command.ACTIVE_TEST), Content.none(), BodyReader::rest);
            channel.socket().setSoTimeout((int) timeouts.network().toMillis());
            return healthy;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a request with its content and decodes the answer. */
    <T> T ask(Request request, Content content, Answer<T> answer) throws IOException {
        long length = exchange(request, content);
        if (length > MAX_ANSWER) {
            throw FastdfsException.wrongAnswer(server, command, "a body of " + length + " bytes");
        }
        byte[] body = new byte[(int) length];
        for (int there = 0; there < body.length; ) {
            there += read(body, there);
        }
        try {
            return answer.decode(new BodyReader(ByteBuffer.wrap(body)));
        } catch (FdfsException e) {
            healthy = false;
            throw FastdfsException.wrongAnswer(server, command, String.valueOf(e.getMessage()));
        }
    }

    /** Sends a request and returns the length of the answer, all of which must be taken with {@link #read}. */
    long open(Request request) throws IOException {
        return exchange(request, Content.none());
    }

    /** Reads some bytes of the answer into the array, at least one; there must be some left. */
    int read(byte[] into, int offset) throws FastdfsException {
        int wanted = (int) Math.min(into.length - offset, bodyLeft);
        int read = Math.min(wanted, input.remaining());
        if (read > 0) {
            input.get(into, offset, read);
        } else {
            read = readSocket(into, offset, wanted);
        }
        bodyLeft -= read;
        healthy = bodyLeft == 0 && !input.hasRemaining();
        return read;
    }

    private long exchange(Request request, Content content) throws IOException {
        command = request.command();
        healthy = false;
        boolean sentAll = send(request, content);
        Header answer = readHeader();
        if (answer.command() != Command.RESPONSE.code || answer.bodyLength() < 0) {
            throw FastdfsException.wrongAnswer(server, command, "this is not the protocol of FastDFS");
        }
        if (answer.status() != 0) {
            Status status = new Status(answer.status());
            // A storage closes after EINVAL, and takes content that it refused for requests. A body is not to be
            // trusted.
            healthy = answer.bodyLength() == 0
                    && content.length() == 0
                    && !status.equals(Status.EINVAL)
                    && !input.hasRemaining();
            throw FastdfsException.refused(server, command, status);
        }
        if (!sentAll) {
            throw FastdfsException.wrongAnswer(server, command, "OK before it had the whole content");
        }
        bodyLeft = answer.bodyLength();
        healthy = bodyLeft == 0 && !input.hasRemaining();
        return bodyLeft;
    }

    /** Sends all, or stops once the server answers before it has all, which can only be a refusal; then false. */
    private boolean send(Request request, Content content) throws IOException {
        ByteBuffer frame = BodyWriter.frame(request);
        long left = content.length();
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, frame.remaining() + left)];
        int there = frame.remaining();
        frame.get(chunk, 0, there);
        if (left == 0) {
            return write(ByteBuffer.wrap(chunk));
        }
        try (InputStream from = content.open()) {
            while (left > 0) {
                int more = from.readNBytes(chunk, there, (int) Math.min(chunk.length - there, left));
                if (more == 0) {
                    throw new EOFException("the content to store ended " + left + " bytes early");
                }
                left -= more;
                if (!write(ByteBuffer.wrap(chunk, 0, there + more)) || left > 0 && refusedEarly()) {
                    return false;
                }
                there = 0;
                content.sent(content.length() - left);
            }
        }
        return true;
    }

    /** Writes all bytes; false if the server closed, but has answered before it did. */
    private boolean write(ByteBuffer bytes) throws FastdfsException {
        try {
            channel.configureBlocking(false);
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    awaitRoom();
                }
            }
            channel.configureBlocking(true);
            return true;
        } catch (IOException e) {
            if (channel.isOpen() && refusedEarly()) {
                return false;
            }
            throw lost(e);
        }
    }

    /** A blocking write has no time-out, so a server that takes no more bytes is waited for like this. */
    private void awaitRoom() throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            if (selector.select(timeouts.network().toMillis()) == 0) {
                throw Thread.currentThread().isInterrupted()
                        ? new ClosedByInterruptException()
                        : new SocketTimeoutException();
            }
        }
    }

    private boolean refusedEarly() throws FastdfsException {
        try {
            return answerArrived() && input.hasRemaining();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** True if bytes, or the end, of the stream are there; takes the bytes. Does not wait. */
    private boolean answerArrived() throws IOException {
        channel.configureBlocking(false);
        input.compact();
        int read;
        try {
            read = channel.read(input);
        } finally {
            input.flip();
        }
        channel.configureBlocking(true);
        return read != 0;
    }

    private Header readHeader() throws FastdfsException {
        input.compact();
        while (input.position() < Header.BYTES) {
            int read = readSocket(input.array(), input.position(), input.remaining());
            input.position(input.position() + read);
        }
        return Header.decode(input.flip());
    }

    private int readSocket(byte[] into, int offset, int length) throws FastdfsException {
        try {
            int read = in.read(into, offset, length);
            if (read < 0) {
                throw new EOFException();
            }
            return read;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private FastdfsException lost(IOException cause) {
        return FastdfsException.lost(server, command, why(cause, timeouts.network()), cause);
    }

    private static String why(IOException cause, Duration waited) {
        if (cause instanceof UnknownHostException) {
            return "unknown host";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer within " + waited.toMillis() / 1000.0 + " s";
        }
        if (cause instanceof EOFException) {
            return "it closed the connection";
        }
        if (cause instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        String said = cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // Whatever was read from it is complete.
        }
    }
}
