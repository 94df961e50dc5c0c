package io.fastdfs.client;

import static io.fastdfs.client.ScriptedCluster.CONTENT;
import static io.fastdfs.client.ScriptedServer.answering;
import static io.fastdfs.client.ScriptedServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which connections are used again, and which never. */
class ConnectionsTest {
    private static final FileId APPENDER = ScriptedCluster.appenderId();
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final ScriptedServer.Script OK = answering(peer -> peer.answer(Status.OK));

    private static void append(FastdfsClient client) throws IOException {
        client.append(APPENDER, Content.of(CONTENT));
    }

    private static ConnectionPool pool(int connections, Duration testAfterIdle, Duration closeAfterIdle) {
        return new ConnectionPool(
                new ConnectionPool.Limits(connections, testAfterIdle, closeAfterIdle), new Timeouts(LONG, LONG));
    }

    private static void test(ConnectionPool pool, ScriptedServer server) throws IOException {
        pool.askRepeatable(server.address(), new EmptyRequest(Command.ACTIVE_TEST), BodyReader::rest);
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(OK);
            append(client);
            append(client);
            assertThat(storage.accepted()).isEqualTo(1);
            assertThat(cluster.tracker().accepted()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileDoesNotFailAChange() throws IOException {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(
                    peer -> {
                        peer.expect(Command.APPEND_FILE);
                        peer.answer(Status.OK);
                        peer.close();
                        closed.countDown();
                    },
                    OK);
            append(client);
            await(closed);
            append(client);
            assertThat(storage.commands()).containsExactly(Command.APPEND_FILE, Command.APPEND_FILE);
        }
    }

    @Test
    void aConnectionOnWhichSomethingCameThatNobodyAskedForIsNotUsed() throws IOException {
        CountDownLatch sent = new CountDownLatch(1);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(
                    peer -> {
                        peer.expect(Command.APPEND_FILE);
                        peer.answer(Status.OK);
                        peer.answer(Status.EIO);
                        sent.countDown();
                        peer.awaitClose();
                    },
                    OK);
            append(client);
            await(sent);
            append(client);
            assertThat(storage.accepted()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatComesTooLateIsNeverTakenForThatOfTheNextRequest() throws IOException {
        CountDownLatch late = new CountDownLatch(1);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.clientBuilder()
                        .networkTimeout(Duration.ofSeconds(1))
                        .build()) {
            ScriptedServer storage = cluster.storage(
                    peer -> {
                        peer.expect(Command.APPEND_FILE);
                        await(late);
                        peer.answer(Status.EIO);
                    },
                    OK);
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> append(client))
                    .withMessage(storage.address() + " failed at APPEND_FILE: no answer within 1.0 s");
            late.countDown();
            append(client);
            assertThat(storage.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRefusalLeavesTheConnectionInStepButNotOneOfAnInvalidRequest() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(answering(
                    peer -> peer.answer(Status.ENOENT),
                    peer -> peer.answer(Status.EINVAL),
                    peer -> peer.answer(Status.OK)));
            assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> client.truncate(APPENDER, 1));
            assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> client.truncate(APPENDER, 1));
            assertThat(storage.accepted()).isEqualTo(1);
            assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> client.truncate(APPENDER, 1));
            assertThat(storage.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRefusalOfContentEndsTheConnectionAsAStorageMayTakeTheRestForRequests() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(answering(peer -> peer.answer(Status.ENOENT)));
            assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> append(client));
            assertThatExceptionOfType(FastdfsException.class).isThrownBy(() -> append(client));
            assertThat(storage.accepted()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerWithABodyWhereNoneIsNeededIsTakenAndTheConnectionStaysInStep() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            ScriptedServer storage = cluster.storage(peer -> {
                ScriptedServer.Frame request;
                while ((request = peer.read()) != null) {
                    peer.answer(request.body());
                }
            });
            client.append(APPENDER, Content.of(new byte[0]));
            client.modify(APPENDER, 3, Content.of(new byte[0]));
            client.truncate(APPENDER, 7);
            assertThat(storage.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aQuestionIsAskedOnceMoreWhenAUsedConnectionBreaks() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        peer -> {
                            peer.expect(Command.ACTIVE_TEST);
                            peer.answer(Status.OK);
                            peer.expect(Command.ACTIVE_TEST);
                        },
                        OK);
                ConnectionPool pool = pool(1, LONG, LONG)) {
            test(pool, server);
            test(pool, server);
            assertThat(server.commands()).hasSize(3);
        }
    }

    @Test
    void aConnectionThatAFirewallDroppedIsFoundOutBeforeItIsUsed() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        peer -> {
                            peer.expect(Command.DOWNLOAD_FILE);
                            peer.answer(Status.OK);
                            peer.awaitClose();
                        },
                        OK);
                ConnectionPool pool = new ConnectionPool(
                        new ConnectionPool.Limits(1, Duration.ZERO, LONG),
                        new Timeouts(Duration.ofMillis(500), LONG))) {
            DownloadFile change = new DownloadFile(0, 0, "group1", "M00");
            for (int i = 0; i < 2; i++) {
                try (ConnectionPool.Lease lease = pool.borrow(server.address())) {
                    lease.connection().ask(change, Content.none(), BodyReader::rest);
                }
            }
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatWasIdleForLongAnswersATestAndIsUsed() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OK);
                ConnectionPool pool = pool(1, Duration.ZERO, LONG)) {
            test(pool, server);
            test(pool, server);
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(server.commands()).hasSize(3);
        }
    }

    @Test
    void aConnectionThatWasIdleForVeryLongIsClosed() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OK);
                ScriptedServer other = new ScriptedServer(OK);
                ConnectionPool pool = pool(1, LONG, Duration.ZERO)) {
            test(pool, server);
            test(pool, other);
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void aRequestBeyondTheBoundWaitsAndThenSaysWhy() throws IOException {
        try (ScriptedServer server = new ScriptedServer(OK);
                ConnectionPool pool = new ConnectionPool(
                        new ConnectionPool.Limits(2, LONG, LONG), new Timeouts(LONG, Duration.ofMillis(300)))) {
            try (ConnectionPool.Lease first = pool.borrow(server.address());
                    ConnectionPool.Lease second = pool.borrow(server.address())) {
                assertThat(first.connection()).isNotSameAs(second.connection());
                assertThatExceptionOfType(FastdfsException.class)
                        .isThrownBy(() -> pool.borrow(server.address()))
                        .withMessage("all 2 connections to " + server.address()
                                + " were busy for 0.3 s, and 0 more requests wait");
            }
            pool.borrow(server.address()).close();
        }
    }

    @Test
    void manyThreadsShareFewConnections() throws Exception {
        try (ScriptedServer server = new ScriptedServer(OK);
                ConnectionPool pool =
                        new ConnectionPool(new ConnectionPool.Limits(3, LONG, LONG), new Timeouts(LONG, LONG))) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            AtomicInteger most = new AtomicInteger();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                done.add(threads.submit(() -> {
                    test(pool, server);
                    most.accumulateAndGet(server.openConnections(), Math::max);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get(30, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(most.get()).isLessThanOrEqualTo(3);
            assertThat(server.accepted()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void threadsThatShareAClientGetEachItsOwnBytes() throws Exception {
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client =
                        cluster.clientBuilder().maxConnectionsPerServer(2).build()) {
            cluster.storage(peer -> {
                ScriptedServer.Frame asked;
                while ((asked = peer.read()) != null) {
                    peer.answer(
                            Long.toString(DownloadFile.decode(asked.reader()).offset())
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            });
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<byte[]>> done = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                DownloadOptions from = DownloadOptions.from(1000 + i);
                done.add(threads.submit(() -> client.download(APPENDER, from)));
            }
            for (int i = 0; i < 300; i++) {
                assertThat(done.get(i).get(30, TimeUnit.SECONDS)).asString().isEqualTo(Integer.toString(1000 + i));
            }
            threads.shutdown();
            assertThat(cluster.tracker().accepted()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aFailedConnectGivesItsPlaceBack() throws IOException {
        ServerAddress dead = ScriptedCluster.deadAddress();
        try (ConnectionPool pool = pool(1, LONG, LONG)) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(FastdfsException.class)
                        .isThrownBy(() -> pool.borrow(dead))
                        .withMessage("cannot reach " + dead + ": Connection refused");
            }
        }
    }

    @Test
    void aClosedClientSaysSo() throws IOException {
        try (ScriptedCluster cluster = new ScriptedCluster()) {
            ScriptedServer storage = cluster.storage(OK);
            FastdfsClient client = cluster.client();
            append(client);
            client.close();
            Awaitility.await().until(() -> storage.openConnections() == 0);
            assertThatExceptionOfType(FastdfsException.class)
                    .isThrownBy(() -> append(client))
                    .withMessage("this client is closed");
        }
    }

    @Test
    void anInterruptEndsARequest() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedCluster cluster = new ScriptedCluster();
                FastdfsClient client = cluster.client()) {
            cluster.storage(peer -> {
                peer.expect(Command.APPEND_FILE);
                asked.countDown();
                peer.awaitClose();
            });
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<Boolean> interrupted = thread.submit(() -> {
                assertThatExceptionOfType(FastdfsException.class)
                        .isThrownBy(() -> append(client))
                        .withMessageContaining("interrupted");
                return Thread.interrupted();
            });
            await(asked);
            thread.shutdownNow();
            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
