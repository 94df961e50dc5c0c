package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.tracker.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool makes of a server that does not do as it should. */
class PeerTest {
    private static final EmptyRequest QUESTION = new EmptyRequest(Command.ACTIVE_TEST);
    private static final DownloadFile DOWNLOAD = new DownloadFile(0, 0, "group1", "M00/00/00/name");
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

    @TempDir
    Path folder;

    @Test
    void aRefusalHasTheStatusOfTheServer() throws Exception {
        assertThat(statusAfter("0000000000000000 64 16")).isEqualTo(22);
    }

    @Test
    void aServerThatHangsUpIsNotConnected() throws Exception {
        assertThat(statusAfter("")).isEqualTo(107);
        assertThat(statusAfter("0000000000000004 64 00 01")).isEqualTo(107);
    }

    @Test
    void aLengthThatCannotBeIsRefused() throws Exception {
        assertThat(statusAfter("ffffffffffffffff 64 00")).isEqualTo(22);
        assertThat(statusAfter("7fffffffffffffff 64 00")).isEqualTo(107);
    }

    @Test
    void aServerThatIsSilentTimesOut() throws Exception {
        try (ServerSocket server = listen();
                Peer peer = Peer.connect(address(server), new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)))) {
            FdfsException failure = catchThrowableOfType(FdfsException.class, () -> peer.ask(QUESTION));
            assertThat(failure.status().code()).isEqualTo(110);
        }
    }

    @Test
    void aPortWithoutAServerRefuses() throws Exception {
        Endpoint gone;
        try (ServerSocket server = listen()) {
            gone = address(server);
        }
        FdfsException failure = catchThrowableOfType(FdfsException.class, () -> Peer.connect(gone, TIMEOUTS));
        assertThat(failure.status().code()).isEqualTo(111);
    }

    @Test
    void aDownloadThatBreaksLeavesNoFile() throws Exception {
        Path target = folder.resolve("out");
        assertThat(statusOfDownload("0000000000000004 64 00 01 02", target)).isEqualTo(107);
        assertThat(target).doesNotExist();
    }

    @Test
    void aDownloadThatIsRefusedLeavesTheOldFileAlone() throws Exception {
        Path target = Files.writeString(folder.resolve("out"), "old");
        assertThat(statusOfDownload("0000000000000000 64 02", target)).isEqualTo(2);
        assertThat(target).hasContent("old");
    }

    private static int statusAfter(String answer) throws Exception {
        return statusAfter(answer, peer -> peer.ask(QUESTION));
    }

    private static int statusOfDownload(String answer, Path target) throws Exception {
        return statusAfter(answer, peer -> new LocalFile(target).fetch(peer, DOWNLOAD));
    }

    private interface Action {
        void on(Peer peer) throws FdfsException;
    }

    /** Answers the first request with these bytes, hangs up, and returns the status of the failure. */
    private static int statusAfter(String answer, Action action) throws Exception {
        try (ServerSocket server = listen();
                Peer peer = Peer.connect(address(server), TIMEOUTS)) {
            Thread answering = Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().readNBytes(10);
                    client.getOutputStream().write(HexFormat.of().parseHex(answer.replace(" ", "")));
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            FdfsException failure;
            try (peer) {
                failure = catchThrowableOfType(FdfsException.class, () -> action.on(peer));
            }
            answering.join();
            return failure.status().code();
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Endpoint address(ServerSocket server) {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }
}
