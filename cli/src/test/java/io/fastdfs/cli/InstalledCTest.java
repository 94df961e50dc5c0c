package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.client.UploadOptions;
import io.fastdfs.protocol.FileId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster of the installed C programs is taken over, server by server, and handed back. */
@EnabledIf("isInstalled")
class InstalledCTest {
    private static final int SMALL_FILES = 10;

    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private final Map<FileId, byte[]> stored = new HashMap<>();
    private final Map<FileId, Map<String, String>> metadata = new HashMap<>();
    private final List<FileId> appenders = new ArrayList<>();
    private final List<FileId> gone = new ArrayList<>();

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "fdfs_storaged")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(120)
    void everythingIsServedWhileOursTakeOverAndAfterCTakesOverAgain(boolean withIds) throws Exception {
        try (SwitchedCluster cluster = new SwitchedCluster(folder, withIds);
                FastdfsClient client =
                        FastdfsClient.builder().tracker(cluster.tracker()).build()) {
            cluster.startAll(SwitchedCluster.Programs.C);
            change(cluster, client);
            for (String server : List.of("a", "b", "t")) {
                cluster.stop(server);
                cluster.start(server, SwitchedCluster.Programs.OURS);
                change(cluster, client);
            }
            for (String server : List.of("a", "b", "t")) {
                cluster.stop(server);
            }
            cluster.startAll(SwitchedCluster.Programs.C);
            change(cluster, client);
            assertThat(cluster.filesSetAside()).isEmpty();
        }
    }

    /** A storage of the one kind is filled by one of the other; then both are changed. */
    @ParameterizedTest
    @CsvSource({"C, C", "C, OURS", "OURS, C", "OURS, OURS"})
    @Timeout(180)
    void ofAMixedGroupBothHaveEverything(SwitchedCluster.Programs tracker, SwitchedCluster.Programs first)
            throws Exception {
        try (SwitchedCluster cluster = new SwitchedCluster(folder, false);
                FastdfsClient client =
                        FastdfsClient.builder().tracker(cluster.tracker()).build()) {
            cluster.start("t", tracker);
            cluster.start("a", first);
            cluster.awaitActive(client, 1);
            for (int i = 0; i < 2; i++) {
                makeChanges(client);
                deleteOldest(client);
            }
            cluster.start(
                    "b",
                    first == SwitchedCluster.Programs.C ? SwitchedCluster.Programs.OURS : SwitchedCluster.Programs.C);
            cluster.awaitActive(client, 2);
            cluster.awaitReplicated();
            assertServed(cluster);
            for (int i = 0; i < 3; i++) {
                change(cluster, client);
            }
            assertThat(cluster.filesSetAside()).isEmpty();
        }
    }

    /** Changes of every kind, to new and to old files; then looks at all. */
    private void change(SwitchedCluster cluster, FastdfsClient client) throws IOException {
        cluster.awaitActive(client, 2);
        makeChanges(client);
        cluster.awaitReplicated();
        deleteOldest(client);
        cluster.awaitReplicated();
        assertServed(cluster);
    }

    private void makeChanges(FastdfsClient client) throws IOException {
        for (int i = 0; i < SMALL_FILES; i++) {
            byte[] content = bytes(random.nextInt(40_000));
            stored.put(client.upload(content, "bin"), content);
        }
        byte[] large = bytes(3_000_000);
        FileId master = client.upload(large, "tar.gz");
        stored.put(master, large);
        client.overwriteMetadata(master, Map.of("width", "160", "height", "90"));
        client.mergeMetadata(master, Map.of("height", "120", "name", "large"));
        metadata.put(master, Map.of("width", "160", "height", "120", "name", "large"));
        byte[] slave = bytes(1000);
        stored.put(client.uploadSlave(master, "_small", Content.of(slave)), slave);
        appenders.add(appender(client));
        for (FileId appender : appenders) {
            changeAppender(client, appender);
        }
        FileId old = appender(client);
        stored.put(client.regenerate(old), removed(old));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private FileId appender(FastdfsClient client) throws IOException {
        byte[] content = bytes(2000);
        FileId appender = client.upload(Content.of(content).withExtension("log"), UploadOptions.appender());
        stored.put(appender, content);
        return appender;
    }

    /** In this order: C does not send an append whose end is cut off again before its turn comes. */
    private void changeAppender(FastdfsClient client, FileId appender) throws IOException {
        byte[] before = Objects.requireNonNull(stored.get(appender));
        int kept = before.length - 100;
        byte[] more = bytes(700);
        client.truncate(appender, kept);
        client.append(appender, Content.of(more));
        client.modify(appender, 10, Content.of(new byte[] {1, 2, 3}));
        byte[] after = Arrays.copyOf(before, kept + more.length);
        System.arraycopy(more, 0, after, kept, more.length);
        System.arraycopy(new byte[] {1, 2, 3}, 0, after, 10, 3);
        stored.put(appender, after);
        setMetadata(client, appender, Map.of("size", String.valueOf(after.length)));
    }

    private void setMetadata(FastdfsClient client, FileId file, Map<String, String> pairs) throws IOException {
        client.overwriteMetadata(file, pairs);
        metadata.put(file, pairs);
    }

    /** One that was there before this round, if there is one, with all that belongs to it. */
    private void deleteOldest(FastdfsClient client) throws IOException {
        FileId oldest = stored.keySet().stream()
                .filter(file -> !appenders.contains(file) && !metadata.containsKey(file))
                .min((one, other) ->
                        one.filename().substring(14).compareTo(other.filename().substring(14)))
                .orElseThrow();
        client.delete(oldest);
        removed(oldest);
    }

    private byte[] removed(FileId file) {
        gone.add(file);
        return Objects.requireNonNull(stored.remove(file));
    }

    /** By each storage, whoever made it. */
    private void assertServed(SwitchedCluster cluster) throws IOException {
        for (String storage : List.of("a", "b")) {
            try (SwitchedCluster.Reader reader = cluster.reader(storage)) {
                for (Map.Entry<FileId, byte[]> file : stored.entrySet()) {
                    assertThat(reader.download(file.getKey()))
                            .as("%s from %s", file.getKey(), storage)
                            .isEqualTo(file.getValue());
                }
                for (Map.Entry<FileId, Map<String, String>> file : metadata.entrySet()) {
                    assertThat(new String(reader.metadata(file.getKey()), StandardCharsets.UTF_8))
                            .as("metadata of %s from %s", file.getKey(), storage)
                            .isEqualTo(packed(file.getValue()));
                }
                for (FileId file : gone) {
                    assertThat(reader.has(file)).as("%s from %s", file, storage).isFalse();
                }
            }
        }
    }

    private static String packed(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "\2" + pair.getValue())
                .sorted()
                .reduce((one, other) -> one + "\1" + other)
                .orElse("");
    }
}
