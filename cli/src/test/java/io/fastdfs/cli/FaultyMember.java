package io.fastdfs.cli;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A member of the group for its trackers, whose files are those of another one: it hands requests on, until it has sent so
 * many bytes of answers to one peer. Then it dies, or falls silent.
 */
final class FaultyMember implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress behind;
    private final InetAddress spoiledPeer;
    private final Fault fault;
    private final AtomicLong left;
    private final OutgoingConnection tracker;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch failed = new CountDownLatch(1);

    /** What it does to its peer. */
    sealed interface Fault {
        record DiesAfter(long bytes) implements Fault {}

        record FallsSilentAfter(long bytes) implements Fault {}

        /** To every question for a list of files. */
        record AnswersLists(String list) implements Fault {}
    }

    /** Joins the group, and serves. */
    FaultyMember(String address, InetSocketAddress behind, String spoiledPeer, InetSocketAddress tracker, Fault fault)
            throws IOException {
        this.behind = behind;
        this.spoiledPeer = InetAddress.ofLiteral(spoiledPeer);
        this.fault = fault;
        left = new AtomicLong(
                switch (fault) {
                    case Fault.DiesAfter(long bytes) -> bytes;
                    case Fault.FallsSilentAfter(long bytes) -> bytes;
                    case Fault.AnswersLists _ -> Long.MAX_VALUE;
                });
        InetAddress own = InetAddress.ofLiteral(address);
        listener = new ServerSocket(behind.getPort(), 50, own);
        Thread.ofVirtual().start(this::accept);
        Duration patience = Duration.ofSeconds(10);
        this.tracker = new OutgoingConnection(tracker, own, new OutgoingConnection.Timeouts(patience, patience));
        String trackers = tracker.getAddress().getHostAddress() + ":" + tracker.getPort();
        this.tracker.ask(new StorageJoin(
                "group1",
                behind.getPort(),
                2,
                RecoveryTest.SUBDIRS,
                10,
                1,
                1,
                "6.16.1",
                false,
                StorageStatus.ACTIVE.code,
                "",
                tracker.getAddress().getHostAddress(),
                List.of(trackers)));
        this.tracker.ask(new StorageBeat(null));
    }

    /** Waits until the fault has happened. */
    void awaitFault() throws InterruptedException {
        failed.await();
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = listener.accept();
                open.add(peer);
                Thread.ofVirtual().start(() -> serve(peer));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket peer) {
        try (peer;
                Socket member = new Socket(behind.getAddress(), behind.getPort())) {
            open.add(member);
            byte[] header = peer.getInputStream().readNBytes(Header.BYTES);
            if (header.length == Header.BYTES
                    && fault instanceof Fault.AnswersLists(String list)
                    && Header.decode(ByteBuffer.wrap(header)).command() == Command.FETCH_ONE_PATH_BINLOG.code) {
                peer.getOutputStream().write(answer(list));
                return;
            }
            member.getOutputStream().write(header);
            Thread.ofVirtual().start(() -> handOn(peer, member));
            answers(member.getInputStream(), peer);
        } catch (IOException | InterruptedException _) {
            // One of the two has gone.
        }
    }

    private static byte[] answer(String list) {
        byte[] text = list.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer answer = ByteBuffer.allocate(Header.BYTES + text.length + Long.BYTES);
        new Header(FetchBinlog.REPLY_LENGTH, Command.RESPONSE.code, 0).encode(answer);
        return answer.put(text).putLong(text.length).array();
    }

    private static void handOn(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of the two has gone.
        }
    }

    private void answers(InputStream from, Socket to) throws IOException, InterruptedException {
        boolean spoiled = to.getInetAddress().equals(spoiledPeer);
        OutputStream out = to.getOutputStream();
        byte[] part = new byte[4096];
        for (int read = from.read(part); read >= 0; read = from.read(part)) {
            if (spoiled && left.addAndGet(-read) < 0) {
                failed.countDown();
                if (fault instanceof Fault.DiesAfter) {
                    close();
                } else {
                    new CountDownLatch(1).await();
                }
            }
            out.write(part, 0, read);
        }
    }

    @Override
    public void close() throws IOException {
        tracker.close();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
