package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster as {@code fdfs up} starts it, under many clients at once, and after a restart. */
class ManyFilesTest {
    private static final int THREADS = 32;
    private static final int FILES = 2000;

    @TempDir
    Path folder;

    private record Stored(FileId id, byte[] content) {}

    @Test
    void twoThousandFilesFromThirtyTwoThreadsComeBackIdenticalAlsoAfterARestart() throws Exception {
        List<Stored> stored;
        try (LocalCluster cluster = start()) {
            stored = store(cluster);
            assertAllThere(cluster, stored);
        }
        try (LocalCluster cluster = start()) {
            assertAllThere(cluster, stored);
        }
    }

    private LocalCluster start() throws IOException, InterruptedException {
        LocalCluster cluster =
                LocalCluster.start(new LocalCluster.Shape(folder, "127.0.0.1", 0, OptionalInt.empty(), 2, 2, 4, 113));
        cluster.awaitReady(Duration.ofSeconds(30));
        return cluster;
    }

    private static FastdfsClient client(LocalCluster cluster) {
        return FastdfsClient.builder()
                .tracker(LocalCluster.hostAndPort(cluster.tracker()))
                .build();
    }

    private static List<Stored> store(LocalCluster cluster) throws Exception {
        List<Stored> stored = new ArrayList<>();
        try (FastdfsClient client = client(cluster);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Stored>> uploads = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                byte[] content = new byte[i];
                new Random(i).nextBytes(content);
                uploads.add(threads.submit(() -> new Stored(client.upload(content, "bin"), content)));
            }
            for (Future<Stored> upload : uploads) {
                stored.add(upload.get());
            }
        }
        return stored;
    }

    private static void assertAllThere(LocalCluster cluster, List<Stored> stored) throws Exception {
        assertThat(stored).extracting(Stored::id).doesNotHaveDuplicates();
        try (FastdfsClient client = client(cluster);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<byte[]>> downloads = new ArrayList<>();
            for (Stored one : stored) {
                downloads.add(threads.submit(() -> client.download(one.id)));
            }
            for (int i = 0; i < stored.size(); i++) {
                assertThat(downloads.get(i).get()).isEqualTo(stored.get(i).content);
            }
        }
    }
}
