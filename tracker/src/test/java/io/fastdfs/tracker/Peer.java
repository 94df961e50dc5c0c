package io.fastdfs.tracker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** One socket to the tracker. */
final class Peer implements AutoCloseable {
    private final Socket socket;

    Peer(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(10_000);
    }

    /** As one that has this address. */
    Peer(InetSocketAddress server, String from) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(10_000);
    }

    /** The body of the answer; another status than OK throws. */
    BodyReader ask(Request request) throws IOException {
        ByteBuffer frame = BodyWriter.frame(request);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        socket.getOutputStream().write(bytes);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Header answer = Header.decode(ByteBuffer.wrap(in.readNBytes(Header.BYTES)));
        byte[] body = in.readNBytes((int) answer.bodyLength());
        if (answer.status() != 0) {
            throw new FdfsException(new Status(answer.status()), request.toString());
        }
        return new BodyReader(ByteBuffer.wrap(body));
    }

    /** The status of a request that must be refused. */
    Status refusal(Request request) {
        AtomicReference<Status> refused = new AtomicReference<>();
        assertThatThrownBy(() -> ask(request))
                .isInstanceOfSatisfying(FdfsException.class, e -> refused.set(e.status()));
        return Objects.requireNonNull(refused.get());
    }

    /** The status that answers this frame; the answer has no body. */
    int statusOf(Command command, byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Header.BYTES + body.length);
        new Header(body.length, command.code, 0).encode(frame);
        socket.getOutputStream().write(frame.put(body).array());
        Header answer = Header.decode(ByteBuffer.wrap(socket.getInputStream().readNBytes(Header.BYTES)));
        if (answer.bodyLength() != 0) {
            throw new IOException("a body of " + answer.bodyLength() + " bytes");
        }
        return answer.status();
    }

    /** Some frames with random commands and bodies, the last one perhaps torn; reads no answer. */
    void sendRandom(Random random) throws IOException {
        try {
            for (int i = random.nextInt(5); i >= 0; i--) {
                byte[] body = new byte[random.nextInt(400)];
                random.nextBytes(body);
                int announced = i == 0 && random.nextBoolean() ? body.length + random.nextInt(100) : body.length;
                ByteBuffer frame = ByteBuffer.allocate(Header.BYTES + body.length);
                new Header(random.nextInt(20) == 0 ? random.nextLong() : announced, random.nextInt(256), 0)
                        .encode(frame);
                socket.getOutputStream().write(frame.put(body).array());
            }
        } catch (SocketException closedByServer) {
            // That is one of the answers allowed.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
