package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** One connection to a tracker or storage, for one request at a time. */
final class ServerConnection implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final InetSocketAddress server;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private boolean healthy;

    ServerConnection(InetSocketAddress server, Timeouts timeouts) throws FastdfsException {
        this.server = server;
        try {
            socket.connect(server, (int) timeouts.connect().toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeouts.network().toMillis());
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            close();
            throw new FastdfsException("cannot reach " + name() + ": " + e.getMessage(), null, e);
        }
        healthy = true;
    }

    InetSocketAddress server() {
        return server;
    }

    /** True while every request got its whole answer: only then may it be used again. */
    boolean healthy() {
        return healthy;
    }

    /** Sends a request with its content and returns the body of the answer. */
    BodyReader ask(Request request, Content content, LongConsumer progress) throws FastdfsException {
        try {
            Header answer = exchange(request, content, progress);
            if (answer.bodyLength() > MAX_ANSWER) {
                throw new EOFException("answer of " + answer.bodyLength() + " bytes");
            }
            byte[] body = new byte[(int) answer.bodyLength()];
            in.readFully(body);
            healthy = true;
            return new BodyReader(ByteBuffer.wrap(body));
        } catch (FastdfsException e) {
            throw e;
        } catch (IOException e) {
            throw lost(request, e);
        }
    }

    /** Sends a request and copies the body of the answer; returns its length. */
    long download(Request request, OutputStream to, LongConsumer progress) throws IOException {
        Header answer;
        try {
            answer = exchange(request, Content.none(), sent -> {});
        } catch (FastdfsException e) {
            throw e;
        } catch (IOException e) {
            throw lost(request, e);
        }
        copy(request, answer.bodyLength(), to, progress);
        healthy = true;
        return answer.bodyLength();
    }

    private void copy(Request request, long length, OutputStream to, LongConsumer progress) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, Math.max(length, 1))];
        long done = 0;
        while (done < length) {
            int read;
            try {
                read = in.read(chunk, 0, (int) Math.min(chunk.length, length - done));
                if (read < 0) {
                    throw new EOFException("closed after " + done + " of " + length + " bytes");
                }
            } catch (IOException e) {
                throw lost(request, e);
            }
            to.write(chunk, 0, read);
            done += read;
            progress.accept(done);
        }
    }

    private Header exchange(Request request, Content content, LongConsumer progress) throws IOException {
        healthy = false;
        send(request, content, progress);
        byte[] header = new byte[Header.BYTES];
        in.readFully(header);
        Header answer = Header.decode(ByteBuffer.wrap(header));
        if (answer.status() != 0) {
            Status status = new Status(answer.status());
            // A storage closes after EINVAL. After another refusal without a body the connection is in step.
            healthy = answer.bodyLength() == 0 && !status.equals(Status.EINVAL) && content.bytes() == 0;
            throw new FastdfsException(
                    name() + " refused " + request.command() + ": " + status.inWords(), status, null);
        }
        if (answer.bodyLength() < 0) {
            throw new EOFException("answer of " + answer.bodyLength() + " bytes");
        }
        return answer;
    }

    private void send(Request request, Content content, LongConsumer progress) throws IOException {
        ByteBuffer frame = BodyWriter.frame(request);
        long left = content.bytes();
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, frame.remaining() + left)];
        int there = frame.remaining();
        frame.get(chunk, 0, there);
        OutputStream out = socket.getOutputStream();
        try (InputStream from = content.source().open()) {
            while (true) {
                int more = from.readNBytes(chunk, there, (int) Math.min(chunk.length - there, left));
                if (more == 0 && left > 0 && there < chunk.length) {
                    throw new EOFException("the content to store ended " + left + " bytes early");
                }
                left -= more;
                out.write(chunk, 0, there + more);
                there = 0;
                progress.accept(content.bytes() - left);
                if (left == 0) {
                    return;
                }
            }
        }
    }

    private FastdfsException lost(Request request, IOException cause) {
        String why = cause.getMessage() == null ? "the connection was closed" : cause.getMessage();
        return new FastdfsException(name() + " failed at " + request.command() + ": " + why, null, cause);
    }

    private String name() {
        return server.getHostString() + ":" + server.getPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Whatever was read from it is complete.
        }
    }
}
