package io.fastdfs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int QUICK = 1;
    private static final int SLOW = 2;
    private static final int WITH_BODY = 3;

    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final AtomicInteger slowBegun = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();

    private final RequestHandler handler = new RequestHandler() {
        @Override
        public void handle(Connection peer, Header request) throws IOException {
            if (request.command() == SLOW) {
                slowBegun.incrementAndGet();
                awaitUninterruptibly(slowMayEnd);
            } else if (request.command() == WITH_BODY) {
                slowBegun.incrementAndGet();
                peer.readContent(ByteBuffer.allocate((int) request.bodyLength()));
            }
            peer.reply(Status.OK);
        }

        @Override
        public void closed(Connection peer) {
            closed.incrementAndGet();
        }
    };

    @AfterEach
    void closeAll() throws Exception {
        slowMayEnd.countDown();
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Listener listening() throws IOException {
        Listener listener = new Listener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Listener.Limits(100, LONG, false),
                handler);
        open.add(listener);
        listener.start();
        return listener;
    }

    private Socket connect(InetSocketAddress to) throws IOException {
        Socket socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout((int) LONG.toMillis());
        open.add(socket);
        return socket;
    }

    private static void ask(Socket socket, int command, long bodyLength) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Header.BYTES);
        new Header(bodyLength, command, 0).encode(header);
        socket.getOutputStream().write(header.array());
    }

    private static void assertAnswered(Socket socket) throws IOException {
        assertThat(socket.getInputStream().readNBytes(Header.BYTES)).hasSize(Header.BYTES);
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException _) {
            // A reset, as the server has left bytes unread.
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyAddressIsServedAtOnePortUntilTheStop() throws Exception {
        List<InetSocketAddress> bind =
                List.of(new InetSocketAddress("127.0.0.11", 0), new InetSocketAddress("127.0.0.12", 0));
        Listener listener = new Listener(bind, new Listener.Limits(100, LONG, false), handler);
        open.add(listener);
        listener.start();
        int port = listener.address().getPort();
        for (InetSocketAddress at : bind) {
            Socket socket = connect(new InetSocketAddress(at.getAddress(), port));
            ask(socket, 1, 0);
            assertAnswered(socket);
        }
        assertThat(listener.connectionCount()).isEqualTo(2);
        listener.close();
        for (InetSocketAddress at : bind) {
            assertThatThrownBy(() -> connect(new InetSocketAddress(at.getAddress(), port)))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whereOneAddressCannotBeHadNoneIsTaken() throws Exception {
        int port = listening().address().getPort();
        InetSocketAddress free = new InetSocketAddress("127.0.0.11", port);
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThatThrownBy(() -> new Listener(List.of(free, taken), new Listener.Limits(100, LONG, false), handler))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on ");
        assertThatThrownBy(() -> connect(free)).isInstanceOf(ConnectException.class);
    }

    @Test
    void stoppingWhileConnectionsArriveEndsNoThreadWithAnException() throws Exception {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try {
            for (int round = 0; round < 200; round++) {
                Listener listener = listening();
                InetSocketAddress address = listener.address();
                Thread client = Thread.ofPlatform().start(() -> connectUntilRefused(address));
                listener.close();
                client.join();
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
    }

    private static void connectUntilRefused(InetSocketAddress address) {
        try {
            while (true) {
                new Socket(address.getAddress(), address.getPort()).close();
            }
        } catch (IOException _) {
            // The listener is closed.
        }
    }

    @Test
    void aRequestInFlightIsAnsweredBeforeTheListenerIsClosed() throws Exception {
        Listener listener = listening();
        InetSocketAddress address = listener.address();
        Socket peer = connect(address);
        ask(peer, SLOW, 0);
        await().until(() -> slowBegun.get() == 1);
        Thread closing = Thread.ofVirtual().start(listener::close);
        await().untilAsserted(() -> assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class));
        assertThat(closed).as("connections that have ended").hasValue(0);
        slowMayEnd.countDown();
        assertAnswered(peer);
        assertClosed(peer);
        closing.join();
        assertThat(closed).hasValue(1);
    }

    @Test
    void idleConnectionsAreClosedAtOnceWhileARequestIsInFlight() throws Exception {
        Listener listener = listening();
        Socket busy = connect(listener.address());
        ask(busy, SLOW, 0);
        Socket silent = connect(listener.address());
        Socket served = connect(listener.address());
        ask(served, QUICK, 0);
        assertAnswered(served);
        Socket insideHeader = connect(listener.address());
        insideHeader.getOutputStream().write(new byte[Header.BYTES - 1]);
        await().until(() -> listener.connectionCount() == 4 && slowBegun.get() == 1);
        Thread closing = Thread.ofVirtual().start(listener::close);
        assertClosed(silent);
        assertClosed(served);
        assertClosed(insideHeader);
        slowMayEnd.countDown();
        assertAnswered(busy);
        closing.join();
    }

    @Test
    void aRequestThatDoesNotEndInTimeIsCut() throws Exception {
        Listener listener = listening();
        Socket peer = connect(listener.address());
        ask(peer, WITH_BODY, 1000);
        await().until(() -> slowBegun.get() == 1);
        listener.close(Duration.ofMillis(50));
        assertClosed(peer);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whileTheListenerStopsNoFurtherRequestIsTaken() throws Exception {
        Listener listener = listening();
        Socket peer = connect(listener.address());
        ask(peer, SLOW, 0);
        await().until(() -> slowBegun.get() == 1);
        Thread closing = Thread.ofVirtual().start(listener::close);
        await().untilAsserted(() ->
                assertThatThrownBy(() -> connect(listener.address())).isInstanceOf(IllegalStateException.class));
        ask(peer, SLOW, 0);
        slowMayEnd.countDown();
        assertAnswered(peer);
        closing.join();
        assertThat(slowBegun).hasValue(1);
    }

    @Test
    void oneThatNeverStartedCanBeClosed() throws Exception {
        Listener listener = new Listener(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Listener.Limits(100, LONG, false),
                handler);
        InetSocketAddress address = listener.address();
        listener.close();
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
    }
}
