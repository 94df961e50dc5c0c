package io.fastdfs.client;

import io.fastdfs.conf.ClientKeys;
import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.Values;
import java.io.IOException;
import java.nio.file.Path;

/** What a {@code client.conf} says to a client: its trackers, and how long to wait. */
final class ClientConf {
    private ClientConf() {}

    /** @throws IOException if the file cannot be read, or has an error; the message names each with its line */
    static FastdfsClient.Builder read(Path file, FastdfsClient.Builder into) throws IOException {
        Values conf = ClientKeys.KEYS.read(ConfFile.read(file)).accepted(finding -> {});
        conf.get(ClientKeys.TRACKER_SERVER).forEach(tracker -> into.tracker(tracker.toString()));
        return into.connectTimeout(conf.get(ClientKeys.CONNECT_TIMEOUT))
                .networkTimeout(conf.get(ClientKeys.NETWORK_TIMEOUT))
                .closeAfterIdle(conf.get(ClientKeys.CONNECTION_POOL_MAX_IDLE_TIME));
    }
}
