package io.fastdfs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Header;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads on servers that do not do what they should. */
class BadServerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Reads requests without content, and answers each in its way. */
    private record Bad(ServerSocket listener, ExecutorService threads) implements AutoCloseable {
        interface Reply {
            void to(int request, Socket peer) throws Exception;
        }

        static Bad start(Reply reply) throws IOException {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            threads.execute(() -> {
                try {
                    while (true) {
                        Socket peer = listener.accept();
                        threads.execute(() -> serve(peer, reply));
                    }
                } catch (IOException _) {
                    // The test is over.
                }
            });
            return new Bad(listener, threads);
        }

        private static void serve(Socket peer, Reply reply) {
            try (peer) {
                DataInputStream in = new DataInputStream(peer.getInputStream());
                for (int request = 0; ; request++) {
                    long body = in.readLong();
                    in.skipNBytes(2 + body);
                    reply.to(request, peer);
                }
            } catch (Exception _) {
                // One of them closed it.
            }
        }

        Destination destination() {
            return new Destination.Storage(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
        }

        @Override
        public void close() throws IOException {
            listener.close();
            threads.shutdownNow();
        }
    }

    /** The header of an answer, and no body. */
    private static byte[] answer(long bodyLength) {
        ByteBuffer answer = ByteBuffer.allocate(Header.BYTES);
        new Header(bodyLength, Command.RESPONSE.code, 0).encode(answer);
        return answer.array();
    }

    private static Result measure(Bad server, Pace pace, Duration timeout) throws IOException {
        List<FileId> given = List.of(new FileId("group1", "M00/00/00/wKgAAGb1uWqAAAAAAAAAAAAAAAA123.bin"));
        Work work = new Work(Mix.of(Operation.GET_METADATA), Sizes.of(1), 1, 0, 0, given, false);
        try (Session session = Session.open(server.destination(), new Session.Setup(1, 1, timeout, 1))) {
            session.prepare(work);
            return session.measure("bad", work, pace);
        }
    }

    @Test
    void aStallCountsForAllWhoWereDueMeanwhileAndForOneWhoWasServed() throws IOException {
        long stallMillis = 300;
        try (Bad server = Bad.start((request, peer) -> {
            if (request == 0) {
                Thread.sleep(stallMillis);
            }
            peer.getOutputStream().write(answer(0));
        })) {
            Result result = measure(server, new Pace(1000, Duration.ZERO, LONG, stallMillis), LONG);
            assertThat(result.total().requests()).isEqualTo(stallMillis);
            // One is due each millisecond, and none is answered before the stall is over.
            assertThat(result.total().latency().p50()).isGreaterThan(140_000);
            assertThat(result.total().service().max()).isGreaterThan(290_000);
            assertThat(result.total().service().p50())
                    .isLessThan(result.total().latency().p50());
        }
    }

    @Test
    void aClosedConnectionIsAnErrorAndTheNextRequestGetsAnother() throws IOException {
        try (Bad server = Bad.start((request, peer) -> {
            if (request == 2) {
                peer.close();
            } else {
                peer.getOutputStream().write(answer(0));
            }
        })) {
            Result result = measure(server, new Pace(0, Duration.ZERO, LONG, 6), LONG);
            assertThat(result.total().requests()).isEqualTo(4);
            assertThat(result.total().errorsByKind())
                    .containsExactly(Map.entry("storage: it closed the connection", 2L));
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() throws IOException {
        try (Bad server = Bad.start((_, _) -> {})) {
            Result result = measure(server, new Pace(0, Duration.ZERO, LONG, 2), Duration.ofMillis(50));
            assertThat(result.total().errorsByKind()).containsExactly(Map.entry("no answer in time", 2L));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 65_537, Long.MAX_VALUE})
    void anAnswerOfAnImpossibleLengthIsAnErrorAndNothingIsAllocatedForIt(long length) throws IOException {
        try (Bad server = Bad.start((_, peer) -> peer.getOutputStream().write(answer(length)))) {
            Result result = measure(server, new Pace(0, Duration.ZERO, LONG, 1), LONG);
            assertThat(result.total().errors()).isEqualTo(1);
        }
    }

    @Test
    void anotherProtocolIsAnError() throws IOException {
        try (Bad server = Bad.start((_, peer) ->
                peer.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            Result result = measure(server, new Pace(0, Duration.ZERO, LONG, 1), LONG);
            assertThat(result.total().errorsByKind())
                    .containsExactly(Map.entry("storage: no answer in the protocol of FastDFS", 1L));
        }
    }
}
