package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code server_id} counts where the tracker says {@code trust_storage_server_id}, and nowhere else. */
class ServerIdTest {
    @TempDir
    private Path base;

    /** Which of these two a storage that has a server_id sends first: the question for its id, or the join. */
    private int firstOf(boolean trust) throws IOException {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        RequestHandler tracker = (peer, request) -> {
            switch (Command.of(request.command())) {
                case STORAGE_PARAMETER_REQ ->
                    peer.reply(new BodyWriter()
                            .text("use_storage_id=1\nid_type_in_filename=id\ntrust_storage_server_id="
                                    + (trust ? 1 : 0)));
                case STORAGE_GET_SERVER_ID, STORAGE_JOIN -> {
                    asked.add(request.command());
                    peer.reply(Status.ENOENT);
                }
                case null, default -> peer.reply(Status.EINVAL);
            }
        };
        try (ScriptedTracker scripted = new ScriptedTracker("127.0.0.145", tracker);
                StorageServer storage = scripted.storage("127.0.0.146", base, "server_id = 7")) {
            storage.start();
            Awaitility.await().until(() -> !asked.isEmpty());
        }
        return asked.getFirst();
    }

    @Test
    void aTrustedStorageNamesItsIdItself() throws IOException {
        assertThat(firstOf(true)).isEqualTo(Command.STORAGE_JOIN.code);
    }

    @Test
    void oneThatIsNotTrustedAsksForIt() throws IOException {
        assertThat(firstOf(false)).isEqualTo(Command.STORAGE_GET_SERVER_ID.code);
    }
}
