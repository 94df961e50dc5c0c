package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.Listener;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heartbeat makes a storage ACTIVE, and clients are sent to it: by then the tracker knows its space. */
class FirstReportTest {
    private static final String TRACKER = "127.0.0.147";

    @TempDir
    private Path base;

    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    @Test
    void itsSpaceComesBeforeItsFirstHeartbeat() throws IOException {
        RequestHandler tracker = (peer, request) -> {
            asked.add(request.command());
            switch (Command.of(request.command())) {
                case STORAGE_PARAMETER_REQ -> peer.reply(new BodyWriter().text("use_storage_id=0\n"));
                case STORAGE_JOIN -> {
                    BodyWriter reply = new BodyWriter();
                    new JoinReply(StorageStatus.ONLINE, "").encode(reply);
                    peer.reply(reply);
                }
                case null, default -> peer.reply(Status.OK);
            }
        };
        Listener.Limits limits = new Listener.Limits(10, Duration.ofSeconds(60), false);
        try (Listener listener =
                new Listener(new InetSocketAddress(InetAddress.ofLiteral(TRACKER), 0), limits, tracker)) {
            listener.start();
            try (StorageServer storage =
                    new StorageServer(config(listener.address().getPort()))) {
                storage.start();
                Awaitility.await().until(() -> asked.contains(Command.STORAGE_BEAT.code));
            }
        }
        assertThat(asked.indexOf(Command.STORAGE_REPORT_DISK_USAGE.code))
                .isBetween(0, asked.indexOf(Command.STORAGE_BEAT.code));
    }

    private StorageConfig config(int trackerPort) throws IOException {
        String text = """
                bind_addr = 127.0.0.148
                port = 23000
                base_path = %s
                group_name = group1
                subdir_count_per_path = 4
                tracker_server = %s:%d
                """.formatted(base, TRACKER, trackerPort);
        return StorageConfFile.config(
                StorageKeys.KEYS.read(ConfFile.parse("storage.conf", text)).accepted(finding -> {}));
    }
}
