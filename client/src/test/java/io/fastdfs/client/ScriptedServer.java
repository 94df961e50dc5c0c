package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that does what a test says: it accepts, reads frames, and answers or fails to. Each connection follows its
 * own script, in the order in which they come; the last script serves all further ones.
 */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Script> scripts;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** What happens on one connection; it is closed when this returns. */
    @FunctionalInterface
    interface Script {
        void talk(Peer peer) throws IOException;
    }

    /** A request as it came; its status byte carries the flags of some commands. */
    record Frame(Command command, int status, byte[] body) {
        BodyReader reader() {
            return new BodyReader(ByteBuffer.wrap(body));
        }
    }

    ScriptedServer(Script... scripts) throws IOException {
        this.scripts = List.of(scripts);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A script that gives one answer after the other to whatever is asked, as long as the client likes. */
    static Script answering(Script... answers) {
        return peer -> {
            int i = 0;
            while (peer.read() != null) {
                answers[Math.min(i++, answers.length - 1)].talk(peer);
            }
        };
    }

    /** Waits for the other side of a test, though not for ever. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ServerAddress address() {
        return new ServerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** How many connections there were. */
    int accepted() {
        return accepted.get();
    }

    /** How many connections are open now. */
    int openConnections() {
        return open.size();
    }

    /** The requests that came, on all connections. */
    List<Frame> frames() {
        return frames;
    }

    List<Command> commands() {
        return frames.stream().map(Frame::command).toList();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                Script script = scripts.get(Math.min(accepted.getAndIncrement(), scripts.size() - 1));
                open.add(socket);
                Thread thread = new Thread(() -> talk(socket, script), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket, Script script) {
        try (socket) {
            script.talk(new Peer(socket));
        } catch (IOException clientGone) {
            // A client may close whenever it likes.
        } catch (RuntimeException | Error e) {
            failures.add(e);
        } finally {
            open.remove(socket);
        }
    }

    /** One connection of the client. */
    final class Peer {
        private final Socket socket;
        private final DataInputStream in;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
        }

        /** The next request with its whole body, which must be this one. */
        Frame expect(Command command) throws IOException {
            Frame frame = read();
            if (frame == null || frame.command != command) {
                throw new AssertionError("expected " + command + ", got " + frame);
            }
            return frame;
        }

        /** The next request with its whole body; null when the client has closed. */
        @Nullable
        Frame read() throws IOException {
            Header header;
            try {
                header = readHeader();
            } catch (EOFException e) {
                return null;
            }
            byte[] body = new byte[(int) header.bodyLength()];
            in.readFully(body);
            Frame frame = new Frame(Objects.requireNonNull(Command.of(header.command())), header.status(), body);
            frames.add(frame);
            return frame;
        }

        /** The next header only. */
        Header readHeader() throws IOException {
            byte[] header = new byte[Header.BYTES];
            in.readFully(header);
            return Header.decode(ByteBuffer.wrap(header));
        }

        void answer(Status status) throws IOException {
            send(new BodyWriter().frame(Command.RESPONSE.code, status.code(), 0));
        }

        void answer(byte[] body) throws IOException {
            answer(new BodyWriter().bytes(body));
        }

        void answer(BodyWriter body) throws IOException {
            send(body.frame(Command.RESPONSE.code, 0, 0));
        }

        /** Announces a body of which only a part comes. */
        void answerTorn(byte[] part, long announced) throws IOException {
            send(new BodyWriter().bytes(part).frame(Command.RESPONSE.code, 0, announced - part.length));
        }

        private void send(ByteBuffer frame) throws IOException {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            send(bytes);
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void close() throws IOException {
            socket.close();
        }

        /** This end, as host:port. */
        String local() {
            return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        }

        /** Says nothing until the client closes. */
        void awaitClose() throws IOException {
            while (in.read() >= 0) {
                // Whatever it still sends.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a script failed", failures.peek());
        }
    }
}
