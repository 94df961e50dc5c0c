package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.client.UploadOptions;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done on one storage of a group is done on the others. */
class ReplicationTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path base;

    private final List<StorageServer> storages = new ArrayList<>();
    /** Of all storages, and the same after a restart. */
    private int port;

    private TrackerServer tracker;
    private FastdfsClient client;

    @BeforeEach
    void start() throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress("127.0.0.11", 0), base.resolve("tracker")),
                Clock.systemUTC());
        tracker.start();
        client = FastdfsClient.builder()
                .tracker("127.0.0.11:" + tracker.address().getPort())
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        for (StorageServer storage : storages) {
            storage.close();
        }
        tracker.close();
    }

    private StorageServer storage(int number) throws IOException {
        StorageServer storage = new StorageServer(StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress("127.0.0.1" + number, port),
                        folder(number),
                        List.of(tracker.address()))
                .withSubdirCount(4));
        storages.add(storage);
        storage.start();
        port = storage.address().getPort();
        return storage;
    }

    private Path folder(int number) {
        return base.resolve("s" + number);
    }

    private void awaitActive(int count) {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> client.storages("group1").stream()
                                .filter(storage ->
                                        storage.status() == StorageStatus.ACTIVE && storage.freeMegabytes() > 0)
                                .count()
                        == count);
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private FileId appender(String text) throws IOException {
        return client.upload(text(text).withExtension("log"), UploadOptions.appender());
    }

    @Test
    void everyKindOfChangeReachesThePeer() throws Exception {
        storage(1);
        storage(2);
        awaitActive(2);
        for (int i = 0; i < 50; i++) {
            client.upload(("file " + i).getBytes(StandardCharsets.UTF_8), "txt");
        }
        FileId appender = appender("hello");
        client.append(appender, text(" world"));
        client.modify(appender, 0, text("J"));
        client.truncate(appender, 7);
        FileId kept = appender("kept");
        client.regenerate(kept);
        FileId gone = client.upload("gone".getBytes(StandardCharsets.UTF_8), "txt");
        client.overwriteMetadata(gone, Map.of("a", "1"));
        client.delete(gone);
        FileId master = client.upload("master".getBytes(StandardCharsets.UTF_8), "txt");
        client.uploadSlave(master, "_big", text("slave"));
        client.overwriteMetadata(master, Map.of("b", "2"));
        awaitEqual(1, 2);
        assertThat(files(2)).hasSize(50 + 1 + 1 + 3);
    }

    @Test
    void aStorageThatComesLaterIsFilledAndThenActive() throws Exception {
        storage(1);
        awaitActive(1);
        for (int i = 0; i < 200; i++) {
            client.upload(("file " + i).getBytes(StandardCharsets.UTF_8), "txt");
        }
        storage(2);
        awaitActive(2);
        assertThat(files(2)).isEqualTo(files(1)).hasSize(200);
        storage(3);
        awaitActive(3);
        assertThat(files(3)).isEqualTo(files(1));
        for (int i = 0; i < 30; i++) {
            client.upload(("later " + i).getBytes(StandardCharsets.UTF_8), "txt");
        }
        awaitEqual(1, 2);
        awaitEqual(1, 3);
    }

    @Test
    void aFileThatIsNotHereYetIsFetchedFromWhereItWasMade() throws Exception {
        storage(1);
        StorageServer second = storage(2);
        awaitActive(2);
        FileId file = made(1);
        awaitEqual(1, 2);
        Files.delete(path(2, file));
        Files.delete(path(2, file).resolveSibling(path(2, file).getFileName() + "-m"));
        try (OutgoingConnection reader = connection(second)) {
            reader.ask(new QueryFileInfo(0, "group1", file.filename()));
            reader.ask(new GetMetadata("group1", file.filename()));
        }
        assertThat(files(2)).isEqualTo(files(1)).hasSize(2);
    }

    @Test
    void aFileThatWasDeletedHereIsNotFetchedAgain() throws Exception {
        StorageServer first = storage(1);
        StorageServer second = storage(2);
        awaitActive(2);
        FileId file = made(1);
        awaitEqual(1, 2);
        stop(first, 1);
        try (OutgoingConnection reader = connection(second)) {
            reader.ask(new DeleteFile("group1", file.filename()));
            storage(1);
            awaitActive(2);
            assertThatThrownBy(() -> reader.ask(new QueryFileInfo(0, "group1", file.filename())))
                    .isInstanceOf(FdfsException.class);
        }
        awaitEqual(1, 2);
        assertThat(files(1)).isEmpty();
    }

    @Test
    void anAppenderThatWasCutWhileThePeerWasAwayIsEqualInTheEnd() throws Exception {
        storage(1);
        awaitActive(1);
        FileId hello = appender("hello");
        FileId modified = appender("hello world");
        FileId grown = appender("hello world");
        StorageServer second = storage(2);
        awaitActive(2);
        stop(second, 2);
        client.append(hello, text(" world"));
        client.truncate(hello, 7);
        client.modify(modified, 6, text("WORLD"));
        client.truncate(modified, 8);
        client.append(grown, text("!!!"));
        client.truncate(grown, 8);
        client.append(grown, text("RLD"));
        storage(2);
        awaitEqual(1, 2);
        assertThat(files(2).values()).containsExactlyInAnyOrder("hello w", "hello WO", "hello woRLD");
    }

    @Test
    void aStorageThatComesBackGoesOnWhereItWas() throws Exception {
        storage(1);
        // Else either may be the first of the group, which nobody fills.
        awaitActive(1);
        StorageServer second = storage(2);
        awaitActive(2);
        made(1);
        awaitEqual(1, 2);
        second.close();
        storages.remove(second);
        client.upload("meanwhile".getBytes(StandardCharsets.UTF_8), "txt");
        Path mark = folder(1).resolve("data/sync");
        storage(2);
        awaitActive(2);
        awaitEqual(1, 2);
        assertThat(Files.readString(folder(2).resolve("data/.data_init_flag")))
                .contains("sync_old_done=1\n", "sync_src_server=127.0.0.11\n");
        try (var marks = Files.list(mark)) {
            assertThat(marks.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("binlog.000", "binlog_index.dat", "127.0.0.12_" + port + ".mark");
        }
    }

    @Test
    void aStorageThatWasAwayIsActiveWhenItHasWhatItMissed() throws Exception {
        storage(1);
        awaitActive(1);
        StorageServer second = storage(2);
        awaitActive(2);
        made(1);
        awaitEqual(1, 2);
        stop(second, 2);
        for (int i = 0; i < 1000; i++) {
            client.upload(("missed " + i).getBytes(StandardCharsets.UTF_8), "txt");
        }
        storage(2);
        awaitActive(2);
        assertThat(files(2)).isEqualTo(files(1)).hasSize(1002);
    }

    @Test
    void aFileThatTheSourceHasLostIsFirstLookedForAtTheOtherMembers() throws Exception {
        storage(1);
        awaitActive(1);
        storage(2);
        awaitActive(2);
        StorageServer third = storage(3);
        awaitActive(3);
        stop(third, 3);
        FileId file = made(1);
        awaitEqual(1, 2);
        Files.delete(path(1, file));
        storage(3);
        awaitEqual(3, 2);
        assertThat(files(1)).isEqualTo(files(2)).hasSize(2);
        assertThat(quarantine(3)).doesNotExist();
    }

    @Test
    void whatCannotBeSentIsSetAsideAndTheRestGoesOn() throws Exception {
        StorageServer first = storage(1);
        awaitActive(1);
        StorageServer second = storage(2);
        awaitActive(2);
        stop(second, 2);
        FileId lost = client.upload("lost".getBytes(StandardCharsets.UTF_8), "txt");
        Files.delete(path(1, lost));
        stop(first, 1);
        Files.writeString(folder(1).resolve("data/sync/binlog.000"), "no record\n", StandardOpenOption.APPEND);
        storage(1);
        awaitActive(1);
        client.upload("later".getBytes(StandardCharsets.UTF_8), "txt");
        storage(2);
        awaitActive(2);
        awaitEqual(1, 2);
        assertThat(files(2)).containsOnlyKeys(files(1).keySet()).hasSize(1);
        assertThat(Files.readAllLines(quarantine(2)))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("not here").endsWith(" C " + lost.filename()),
                        line -> assertThat(line).endsWith("\tno record"));
        assertThat(client.replication(stat(1)))
                .extracting(ReplicationProgress.Peer::setAside)
                .containsExactly(2L);
    }

    private void stop(StorageServer storage, int number) throws IOException {
        storage.close();
        storages.remove(storage);
        Awaitility.await().atMost(SOON).until(() -> status(number) == StorageStatus.OFFLINE);
    }

    /** Where the first storage notes what it could not send to another. */
    private Path quarantine(int number) {
        return folder(1).resolve("data/sync/127.0.0.1" + number + ".quarantine");
    }

    @Test
    void theMarkOfADeletedStorageIsPutAside() throws Exception {
        storage(1);
        awaitActive(1);
        StorageServer second = storage(2);
        awaitActive(2);
        made(1);
        awaitEqual(1, 2);
        stop(second, 2);
        client.admin().deleteStorage("group1", "127.0.0.12");
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            try (var marks = Files.list(folder(1).resolve("data/sync"))) {
                assertThat(marks.map(file -> file.getFileName().toString()).filter(name -> name.contains(".mark")))
                        .singleElement()
                        .asString()
                        .matches("127\\.0\\.0\\.12_\\d+\\.mark\\.\\d{14}");
            }
        });
    }

    /** A file with metadata, made on this storage. */
    private FileId made(int number) throws IOException {
        FileId file;
        do {
            file = client.upload("made".getBytes(StandardCharsets.UTF_8), "txt");
        } while (!FileName.decode(file.filename()).sourceAddress().equals("127.0.0.1" + number));
        client.overwriteMetadata(file, Map.of("a", "1"));
        return file;
    }

    private Path path(int number, FileId file) {
        return folder(number).resolve("data").resolve(file.filename().substring("M00/".length()));
    }

    private StorageStatus status(int number) throws IOException {
        return stat(number).status();
    }

    private StorageStat stat(int number) throws IOException {
        return client.storages("group1").stream()
                .filter(storage -> storage.id().equals("127.0.0.1" + number))
                .findFirst()
                .orElseThrow();
    }

    private static OutgoingConnection connection(StorageServer storage) throws IOException {
        return new OutgoingConnection(
                storage.address(),
                null,
                new OutgoingConnection.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    private void awaitEqual(int one, int other) {
        Awaitility.await()
                .atMost(SOON)
                // A file may get its name while the folders are read.
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof UncheckedIOException)
                .untilAsserted(() -> assertThat(files(one)).isEqualTo(files(other)));
    }

    /** Content by name, of all that is stored. */
    private Map<String, String> files(int number) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path data = folder(number).resolve("data");
        try (var walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (name.matches("[0-9A-F]{2}/[0-9A-F]{2}/.*")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }
}
