package io.fastdfs.server;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection: frames in, answers out, one request at a time. Used by its own virtual thread only, but for
 * {@link #close} and {@link #closeIfIdle}.
 *
 * <p>A connection that waits holds {@value #INPUT_BYTES} bytes. Header and small body are taken in one read when they
 * arrive together; the content of a large body goes through buffers that the handler brings.
 */
public final class Connection implements AutoCloseable {
    private static final int INPUT_BYTES = 8 * 1024;
    /** What a peer that sends ahead has in one read: some small files with their headers. */
    private static final int AHEAD_BYTES = 64 * 1024;
    /** The largest fixed part with its names in any request that carries content. */
    private static final int HEAD_BYTES = 512;
    /** The most that one attempt hands to the socket, so that one peer with a fast network leaves time to the others. */
    private static final int OFFER_BYTES = 1024 * 1024;

    private final SocketChannel channel;
    private final InetAddress remoteAddress;
    private final InetAddress localAddress;
    private ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES).limit(0);
    /** Answers that leave together; null if the peer waits for each before it sends more. */
    private @Nullable ByteBuffer answers;

    private @Nullable BodyReader head;
    private long bodyLeft;
    private boolean replied;
    private long answerBytes;
    private String subject = "";
    private @Nullable Object attachment;
    /** True from a header until its request is done; and for ever once the connection was closed between two. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private boolean idle;
    /** Since when this waits for the peer inside a request; 0 while it does not, and while the peer may be idle. */
    private volatile long waitingNanos;

    Connection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.remoteAddress = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        this.localAddress = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    }

    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    public InetAddress localAddress() {
        return localAddress;
    }

    /** What the handler remembers of this connection between requests. */
    public @Nullable Object attachment() {
        return attachment;
    }

    public void attach(Object remembered) {
        attachment = remembered;
    }

    /**
     * The peer sends requests before it has the answers to others. What it sends is taken in larger pieces, and its answers
     * leave together, as long as the next request is here already.
     */
    public void expectAhead() {
        if (answers == null) {
            leaveHead();
            answers = ByteBuffer.allocate(AHEAD_BYTES / 64);
            input = ByteBuffer.allocateDirect(AHEAD_BYTES).put(input).flip();
        }
    }

    /**
     * Waits for the next header; null if the peer closed between two requests. For the first one a peer is waited for as
     * inside a request, as in C; after it, it may be silent for as long as it likes.
     *
     * @throws ClosedChannelException if the server stops
     */
    @Nullable
    Header nextRequest() throws IOException {
        idle = !input.hasRemaining() && idle;
        if (input.remaining() < Header.BYTES && !fill(Header.BYTES)) {
            return null;
        }
        if (!busy.compareAndSet(false, true)) {
            throw new ClosedChannelException();
        }
        Header request = Header.decode(input);
        head = null;
        bodyLeft = request.bodyLength();
        replied = false;
        answerBytes = 0;
        subject = "";
        return request;
    }

    /** The peer has had its answer and owes nothing. */
    void requestDone() {
        idle = true;
        busy.set(false);
    }

    /**
     * True if the peer owes bytes of a request, or takes none of an answer, since before the given time. Time that this
     * server spends on a request does not count.
     */
    boolean stalledSince(long nanos) {
        long waiting = waitingNanos;
        return waiting != 0 && waiting - nanos < 0;
    }

    /**
     * The head of the body: at least its fixed part and names. Content behind what the reader consumes is then taken with
     * {@link #bufferedContent} and {@link #readContent}.
     */
    public BodyReader readHead() throws IOException {
        return readHead(HEAD_BYTES);
    }

    /**
     * A head of at least so many bytes, or of the whole body if that is shorter. It waits for no byte behind them, and may
     * be asked for again with more, which starts at the same place.
     */
    public BodyReader readHead(int bytes) throws IOException {
        long bodyLength = bodyLeft;
        int wanted = (int) Math.min(bodyLength, bytes);
        if (input.remaining() < wanted && !fill(wanted)) {
            throw closedInside();
        }
        int there = (int) Math.min(bodyLength, input.remaining());
        BodyReader reader = new BodyReader(input.slice(input.position(), there), bodyLength);
        head = reader;
        return reader;
    }

    /**
     * The whole body in memory; valid until the next read.
     *
     * @param maxBytes a longer body is refused with EINVAL before anything is allocated for it
     */
    public BodyReader readBody(long bodyLength, int maxBytes) throws IOException {
        if (bodyLength > maxBytes) {
            throw FdfsException.invalid("body of " + bodyLength + " bytes, " + maxBytes + " allowed");
        }
        leaveHead();
        if (bodyLength <= input.capacity()) {
            if (input.remaining() < bodyLength && !fill((int) bodyLength)) {
                throw closedInside();
            }
            return new BodyReader(bufferedContent(bodyLength));
        }
        return new BodyReader(readLarge((int) bodyLength));
    }

    /** Takes memory as the bytes come, so that a length alone costs nothing. */
    private ByteBuffer readLarge(int length) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(Math.min(length, 2 * INPUT_BYTES));
        while (true) {
            readContent(body);
            if (body.position() == length) {
                return body.flip();
            }
            body = ByteBuffer.allocate(Math.min(length, 2 * body.capacity())).put(body.flip());
        }
    }

    /** Content that has arrived with the head, at most {@code wanted} bytes; valid until the next read. */
    public ByteBuffer bufferedContent(long wanted) {
        leaveHead();
        int there = (int) Math.min(Math.min(wanted, bodyLeft), input.remaining());
        ByteBuffer content = input.slice(input.position(), there);
        input.position(input.position() + there);
        bodyLeft -= there;
        return content;
    }

    /**
     * Fills the buffer up to its limit with content.
     *
     * @throws EOFException if the peer closes before
     */
    public void readContent(ByteBuffer into) throws IOException {
        into.put(bufferedContent(into.remaining()));
        while (into.hasRemaining()) {
            int read = receive(into);
            if (read < 0) {
                throw closedInside();
            }
            bodyLeft -= read;
        }
    }

    /**
     * Ends the request behind its head: what else the peer announced will not come.
     *
     * @throws FdfsException EINVAL if some of it is there already
     */
    public void forgetRestOfBody() throws FdfsException {
        leaveHead();
        if (bodyLeft > 0 && input.hasRemaining()) {
            throw FdfsException.invalid("content where none is expected");
        }
        bodyLeft = 0;
    }

    /** Answers with a header only. */
    public void reply(Status status) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Header.BYTES);
        new Header(0, Command.RESPONSE.code, status.code()).encode(header);
        if (!leavesWithNext(header.flip())) {
            write(header);
        }
    }

    /** True if this answer waits for that to the next request, which is here already. */
    private boolean leavesWithNext(ByteBuffer answer) {
        ByteBuffer waiting = answers;
        if (waiting == null || waiting.remaining() < answer.remaining()) {
            return false;
        }
        leaveHead();
        if (bodyLeft > 0 || input.remaining() < Header.BYTES) {
            return false;
        }
        waiting.put(answer);
        replied = true;
        return true;
    }

    /** Answers OK with this body. */
    public void reply(BodyWriter body) throws IOException {
        write(body.frame(Command.RESPONSE.code, Status.OK.code(), 0));
    }

    /** Writes bytes of an answer; after the first of them only closing is left when something fails. */
    public void write(ByteBuffer bytes) throws IOException {
        replied = true;
        sendAnswers();
        send(bytes);
    }

    /** Sends the answers that wait for others. */
    void sendAnswers() throws IOException {
        ByteBuffer waiting = answers;
        if (waiting != null && waiting.position() > 0) {
            send(waiting.flip());
            waiting.clear();
        }
    }

    private void send(ByteBuffer bytes) throws IOException {
        waitingNanos = now();
        try {
            while (bytes.hasRemaining()) {
                answerBytes += channel.write(bytes);
                waitingNanos = now();
            }
        } finally {
            waitingNanos = 0;
        }
    }

    /**
     * Sends bytes of a file, as many as the socket takes now, without copying them through the heap.
     *
     * <p>It never waits: a blocking {@code transferTo} would pin the carrier thread while the peer is slow. When it
     * returns 0, {@link #write} of one buffer parks this virtual thread alone, until the peer has caught up.
     *
     * @return how many went; 0 also at the end of the file
     */
    public long offer(FileChannel file, long position, long length) throws IOException {
        replied = true;
        sendAnswers();
        long sent = FileTransfer.offer(file, position, Math.min(length, OFFER_BYTES), channel);
        answerBytes += sent;
        return sent;
    }

    /** Notes what this request is about, for the access log: a filename. */
    public void concerns(String filename) {
        subject = filename;
    }

    /** What this request is about; empty if that is not known yet. */
    public String subject() {
        return subject;
    }

    /** How much of the answer to this request has been sent, its header included. */
    public long answerBytes() {
        return answerBytes;
    }

    boolean replied() {
        return replied;
    }

    /** Reads and drops what is left of the body, so that the next header is found. */
    void skipRestOfBody(long maxBytes) throws IOException {
        leaveHead();
        if (bodyLeft > maxBytes) {
            throw new IOException("refused a body with " + bodyLeft + " bytes to come");
        }
        bufferedContent(bodyLeft);
        while (bodyLeft > 0) {
            int read = receive(input.clear().limit((int) Math.min(input.capacity(), bodyLeft)));
            input.limit(0);
            if (read < 0) {
                throw closedInside();
            }
            bodyLeft -= read;
        }
    }

    void shutdownOutput() throws IOException {
        sendAnswers();
        channel.shutdownOutput();
    }

    /** Moves past what the head's reader consumed. */
    private void leaveHead() {
        BodyReader reader = head;
        if (reader != null) {
            long consumed = bodyLeft - reader.left();
            input.position(input.position() + (int) consumed);
            bodyLeft -= consumed;
            head = null;
        }
    }

    /** Reads until so many bytes are there; false if the peer closed before the first of them. */
    private boolean fill(int wanted) throws IOException {
        input.compact();
        while (input.position() < wanted) {
            int read = idle ? awaitRequest() : receive(input);
            idle = false;
            if (read < 0) {
                input.flip();
                if (input.hasRemaining()) {
                    throw closedInside();
                }
                return false;
            }
        }
        input.flip();
        return true;
    }

    private int awaitRequest() throws IOException {
        sendAnswers();
        return channel.read(input);
    }

    private int receive(ByteBuffer into) throws IOException {
        sendAnswers();
        waitingNanos = now();
        try {
            return channel.read(into);
        } finally {
            waitingNanos = 0;
        }
    }

    /** Never 0, which means that nothing is waited for. */
    private static long now() {
        return System.nanoTime() | 1;
    }

    private EOFException closedInside() {
        return new EOFException("closed inside a request, " + bodyLeft + " bytes missing");
    }

    /** Closes it unless a request is being answered: the server stops. */
    void closeIfIdle() {
        if (busy.compareAndSet(false, true)) {
            close();
        }
    }

    /** Closes the socket; a thread that is blocked on it wakes with an exception. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing of the answer is lost: what was written is with the kernel.
        }
    }

    @Override
    public String toString() {
        return remoteAddress.getHostAddress();
    }
}
