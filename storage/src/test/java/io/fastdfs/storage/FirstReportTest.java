package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heartbeat makes a storage ACTIVE, and clients are sent to it: by then the tracker knows its space. */
class FirstReportTest {
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
        try (ScriptedTracker scripted = new ScriptedTracker("127.0.0.147", tracker);
                StorageServer storage = scripted.storage("127.0.0.148", base)) {
            storage.start();
            Awaitility.await().until(() -> asked.contains(Command.STORAGE_BEAT.code));
        }
        assertThat(asked.indexOf(Command.STORAGE_REPORT_DISK_USAGE.code))
                .isBetween(0, asked.indexOf(Command.STORAGE_BEAT.code));
    }
}
