package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.server.Listener;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trunk files are not supported: a storage keeps away from them, so that none is lost. */
class TrunkFilesTest {
    @TempDir
    private Path base;

    @Test
    void aStorageThatHasMadeTrunkFilesIsNotStarted() throws IOException {
        new TestStorage(base).start().close();
        Path flag = base.resolve("data/.data_init_flag");
        Files.writeString(flag, Files.readString(flag).replace("current_trunk_file_id=0", "current_trunk_file_id=3"));
        assertThatThrownBy(() -> new TestStorage(base).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there are trunk files here, see " + flag + ": ");
    }

    @Test
    void aStorageThatHasTrunkFilesOfOthersIsNotStarted() throws IOException {
        Path log = Files.createDirectories(base.resolve("data/trunk")).resolve("binlog");
        Files.writeString(log, "1760000100 A 0 0 5 7 1024 67107840\n");
        assertThatThrownBy(() -> new TestStorage(base).start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there are trunk files here, see " + log + ": ");
    }

    @Test
    void aStorageDoesNotJoinATrackerThatWantsTrunkFiles() throws IOException {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        RequestHandler tracker = (peer, request) -> {
            asked.add(request.command());
            peer.reply(new BodyWriter().text("use_storage_id=0\nuse_trunk_file=1\n"));
        };
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Listener listener =
                new Listener(loopback, new Listener.Limits(10, Duration.ofSeconds(60), false), tracker)) {
            listener.start();
            try (TestStorage storage =
                    new TestStorage(base).trackers(listener.address()).start()) {
                Awaitility.await().until(() -> !asked.isEmpty());
                Awaitility.await()
                        .during(Duration.ofMillis(300))
                        .untilAsserted(() -> assertThat(asked).containsExactly(Command.STORAGE_PARAMETER_REQ.code));
                assertThat(storage.binlog()).isEmpty();
            }
        }
    }
}
