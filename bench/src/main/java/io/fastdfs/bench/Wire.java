package io.fastdfs.bench;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Request;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, for one request at a time; never waits once it is in use. Connects again by itself where it
 * was lost. A request goes out in the thread that asks, as far as the socket takes it, and without a word to the selector:
 * for a small one that is one system call to send, one to wait, and one to receive.
 */
final class Wire implements AutoCloseable {
    /** So much at a time: then others have their turn. */
    private static final int CHUNKS_AT_ONCE = 4;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final InetSocketAddress server;
    private final Caller caller;
    private final Selector selector;
    private final Content content;
    private final Answer answer = new Answer();
    private @Nullable SelectionKey key;
    private ByteBuffer frame = NOTHING;
    private long sentContent;
    private long contentToSend;
    private boolean busy;

    Wire(InetSocketAddress server, Caller caller, Selector selector, Content content) {
        this.server = server;
        this.caller = caller;
        this.selector = selector;
        this.content = content;
    }

    /** Connects before anything is measured. */
    void connect(Duration atMost) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(server, (int) atMost.toMillis());
            register(channel, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            throw new IOException(Destination.hostAndPort(server) + ": " + why(e), e);
        }
    }

    private SelectionKey register(SocketChannel channel, int interest) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, interest, this);
        return key;
    }

    /** Sends a request whose answer its caller will hear of. */
    void ask(Task task, Request request) throws IOException {
        answer.expect(request.command() == Command.DOWNLOAD_FILE, task.verify());
        contentToSend = request.contentBytes();
        BodyWriter body = new BodyWriter();
        request.encode(body);
        byte[] number = Content.numberBytes(task.number(), contentToSend);
        sentContent = number.length;
        frame = body.bytes(number).frame(request.command().code, request.status(), contentToSend - sentContent);
        busy = true;
        if (key == null) {
            connectLater();
        } else {
            send(key);
        }
    }

    private void connectLater() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            SelectionKey registered = register(channel, 0);
            if (channel.connect(server)) {
                registered.interestOps(SelectionKey.OP_READ);
                send(registered);
            } else {
                registered.interestOps(SelectionKey.OP_CONNECT);
            }
        } catch (IOException e) {
            channel.close();
            drop();
            throw e;
        }
    }

    /** Goes on as far as it can. */
    void ready(ByteBuffer scratch) {
        SelectionKey registered = key;
        if (registered == null || !registered.isValid()) {
            return;
        }
        try {
            if (registered.isConnectable()) {
                channel(registered).finishConnect();
                registered.interestOps(SelectionKey.OP_READ);
                send(registered);
            } else if (registered.isReadable()) {
                receive(registered, scratch);
            } else if (registered.isWritable()) {
                send(registered);
            }
        } catch (IOException e) {
            boolean lostRequest = busy;
            drop();
            if (lostRequest) {
                caller.lost(why(e));
            }
        }
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }

    private void send(SelectionKey registered) throws IOException {
        SocketChannel channel = channel(registered);
        boolean full = false;
        for (int i = 0; i < CHUNKS_AT_ONCE && !full && !isSent(); i++) {
            if (sentContent == contentToSend) {
                channel.write(frame);
                full = frame.hasRemaining();
            } else {
                ByteBuffer slice = content.slice(sentContent, contentToSend - sentContent);
                if (frame.hasRemaining()) {
                    channel.write(new ByteBuffer[] {frame, slice});
                } else {
                    channel.write(slice);
                }
                full = slice.hasRemaining();
                sentContent += slice.position();
            }
        }
        int wanted = isSent() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (registered.interestOps() != wanted) {
            registered.interestOps(wanted);
        }
    }

    private boolean isSent() {
        return sentContent == contentToSend && !frame.hasRemaining();
    }

    private void receive(SelectionKey registered, ByteBuffer scratch) throws IOException {
        scratch.clear();
        if (channel(registered).read(scratch) < 0) {
            throw new EOFException();
        }
        if (!busy) {
            throw new IOException("bytes that nobody asked for");
        }
        if (!answer.take(scratch.flip())) {
            return;
        }
        busy = false;
        if (!isSent()) {
            // A refusal; what is left of the content would be taken for a request.
            drop();
        }
        caller.answered(answer);
    }

    /** Closes the connection; the next request gets another. */
    void drop() {
        busy = false;
        if (key != null) {
            try {
                key.channel().close();
            } catch (IOException _) {
                // It is not used any more.
            }
            key = null;
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case EOFException _ -> "it closed the connection";
            case ConnectException _ -> "connection refused";
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public void close() {
        drop();
    }
}
