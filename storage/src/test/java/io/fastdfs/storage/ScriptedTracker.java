package io.fastdfs.storage;

import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.server.Listener;
import io.fastdfs.server.RequestHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A tracker that answers as a test says, and the storage that talks to it. */
final class ScriptedTracker implements AutoCloseable {
    private final Listener listener;

    /** Answers from now on, at a free port of this address. */
    ScriptedTracker(String address, RequestHandler answers) throws IOException {
        Listener.Limits limits = new Listener.Limits(10, Duration.ofSeconds(60), false);
        listener = new Listener(new InetSocketAddress(InetAddress.ofLiteral(address), 0), limits, answers);
        listener.start();
    }

    /**
     * A storage of this tracker, not started.
     *
     * @param more lines of its conf file
     */
    StorageServer storage(String address, Path base, String... more) throws IOException {
        String text = """
                bind_addr = %s
                base_path = %s
                group_name = group1
                subdir_count_per_path = 4
                tracker_server = %s:%d
                %s
                """.formatted(
                        address,
                        base,
                        listener.address().getHostString(),
                        listener.address().getPort(),
                        String.join("\n", more));
        return new StorageServer(StorageConfFile.config(
                StorageKeys.KEYS.read(ConfFile.parse("storage.conf", text)).accepted(finding -> {})));
    }

    @Override
    public void close() {
        listener.close();
    }
}
