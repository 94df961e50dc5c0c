package io.fastdfs.cli.tools;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Endpoint;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One connection to a tracker or storage. Every failure has the errno that C reports for it. */
final class Peer implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final Endpoint server;
    private final Socket socket;
    private final DataInputStream in;

    /** Opens the file that a download goes to, once the storage has answered well. */
    interface Target {
        OutputStream open() throws IOException;
    }

    private Peer(Endpoint server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static Peer connect(Endpoint server, Timeouts timeouts) throws FdfsException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(server.address(), server.port()), timeouts.connectMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeouts.networkMillis());
            return new Peer(server, socket);
        } catch (IOException e) {
            close(socket);
            throw Errno.ofConnection("connect to " + name(server), e);
        }
    }

    Endpoint server() {
        return server;
    }

    /** Asks for something that has no content. */
    BodyReader ask(Request request) throws FdfsException {
        return ask(request, Content.NONE);
    }

    /** Sends a request with its content, and returns the body of the answer. */
    BodyReader ask(Request request, Content content) throws FdfsException {
        try {
            send(request, content);
            long length = answer(request);
            if (length > MAX_ANSWER) {
                throw new EOFException("answer of " + length + " bytes");
            }
            byte[] body = new byte[(int) length];
            in.readFully(body);
            return new BodyReader(ByteBuffer.wrap(body));
        } catch (FdfsException e) {
            throw e;
        } catch (IOException e) {
            throw lost(request, e);
        }
    }

    /** Copies the body of the answer, and returns its length. */
    long download(Request request, Target target) throws FdfsException {
        long length;
        try {
            send(request, Content.NONE);
            length = answer(request);
        } catch (FdfsException e) {
            throw e;
        } catch (IOException e) {
            throw lost(request, e);
        }
        try (OutputStream to = target.open()) {
            copy(request, length, to);
            return length;
        } catch (FdfsException e) {
            throw e;
        } catch (IOException e) {
            throw Errno.ofFile("write what " + name(server) + " sent", e);
        }
    }

    private void copy(Request request, long length, OutputStream to) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, length)];
        for (long left = length; left > 0; ) {
            int read;
            try {
                read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    throw new EOFException("closed " + left + " bytes early");
                }
            } catch (IOException e) {
                throw lost(request, e);
            }
            to.write(chunk, 0, read);
            left -= read;
        }
    }

    private void send(Request request, Content content) throws IOException {
        ByteBuffer frame = BodyWriter.frame(request);
        OutputStream out = socket.getOutputStream();
        out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
        content.sendTo(out);
    }

    /** Reads the header of the answer, and returns the length of its body. */
    private long answer(Request request) throws IOException {
        byte[] bytes = new byte[Header.BYTES];
        in.readFully(bytes);
        Header header = Header.decode(ByteBuffer.wrap(bytes));
        if (header.status() != 0) {
            throw new FdfsException(new Status(header.status()), name(server) + " answered so to " + request.command());
        }
        if (header.bodyLength() < 0) {
            throw FdfsException.invalid(name(server) + " sent a body of " + header.bodyLength() + " bytes");
        }
        return header.bodyLength();
    }

    private FdfsException lost(Request request, IOException failure) {
        return Errno.ofConnection(request.command() + " of " + name(server), failure);
    }

    static String name(Endpoint server) {
        return IpText.withPort(server.address(), server.port());
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing more was expected of it.
        }
    }
}
