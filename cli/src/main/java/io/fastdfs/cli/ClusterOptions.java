package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command talks to. */
final class ClusterOptions {
    @Option(
            names = "--tracker",
            paramLabel = "HOST:PORT",
            description = "a tracker; may be repeated (default: 127.0.0.1:22122)")
    private List<String> trackers = List.of();

    @Option(names = "--conf", paramLabel = "FILE", description = "a client.conf with the trackers and time-outs")
    private @Nullable Path conf;

    FastdfsClient connect() throws IOException {
        if (conf != null) {
            return FastdfsClient.fromConf(conf);
        }
        FastdfsClient.Builder builder = FastdfsClient.builder();
        (trackers.isEmpty() ? List.of("127.0.0.1:22122") : trackers).forEach(builder::tracker);
        return builder.build();
    }
}
