package io.fastdfs.cli;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A cluster in a temporary folder that is put through what clients do, and ends. The launcher runs it once for each version,
 * so that the JVM notes which classes and methods a server needs; a server that is started with these notes is fast at once.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Use a cluster for a moment, so that the JVM can learn from it.")
final class RehearseCommand implements Callable<Integer> {
    private static final int LARGE_EVERY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--rounds", description = "how often each request is made (default: 1500)")
    private int rounds = 1500;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path base = Files.createTempDirectory("fdfs-rehearsal");
        try (LocalCluster cluster = LocalCluster.start(
                        new LocalCluster.Shape(base, "127.0.0.1", 0, OptionalInt.empty(), 1, 2, 2, 113));
                FastdfsClient client = FastdfsClient.builder()
                        .tracker(LocalCluster.hostAndPort(cluster.tracker()))
                        .build()) {
            cluster.awaitReady(PATIENCE);
            for (int round = 0; round < rounds; round++) {
                use(client, new byte[round % LARGE_EVERY == 0 ? 1 << 20 : 4096]);
            }
        } finally {
            deleteAll(base);
        }
        return 0;
    }

    private static void use(FastdfsClient client, byte[] content) throws IOException {
        FileId id = client.upload(content, "bin");
        client.download(id);
        client.info(id);
        client.delete(id);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
