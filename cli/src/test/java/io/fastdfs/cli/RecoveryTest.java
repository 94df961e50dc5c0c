package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.client.Content;
import io.fastdfs.client.FastdfsClient;
import io.fastdfs.client.UploadOptions;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store path whose disk was replaced gets its files back from the other members of the group. */
class RecoveryTest {
    static final int SUBDIRS = 4;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path base;

    private final Map<Integer, StorageServer> storages = new TreeMap<>();
    private TrackerServer tracker;
    private FastdfsClient client;
    private int port;

    @BeforeEach
    void start() throws IOException {
        tracker = new TrackerServer(
                TrackerConfig.defaults(new InetSocketAddress("127.0.0.110", 0), base.resolve("tracker")),
                Clock.systemUTC());
        tracker.start();
        client = FastdfsClient.builder()
                .tracker("127.0.0.110:" + tracker.address().getPort())
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        for (StorageServer storage : storages.values()) {
            storage.close();
        }
        tracker.close();
    }

    private void startStorage(int number) throws IOException {
        StorageServer storage = new StorageServer(StorageConfig.defaults(
                        "group1",
                        new InetSocketAddress("127.0.0.11" + number, port),
                        folder(number).resolve("base"),
                        List.of(tracker.address()))
                .withStorePaths(
                        List.of(folder(number).resolve("p0"), folder(number).resolve("p1")))
                .withSubdirCount(SUBDIRS)
                .withDiskRecoveryThreads(2));
        storages.put(number, storage);
        port = storage.address().getPort();
        storage.start();
    }

    private void stopStorage(int number) throws IOException {
        running(number).close();
        storages.remove(number);
    }

    private StorageServer running(int number) {
        return Objects.requireNonNull(storages.get(number));
    }

    private Path folder(int number) {
        return base.resolve("s" + number);
    }

    /** The store path that is lost in these tests. */
    private Path data(int number) {
        return folder(number).resolve("p1/data");
    }

    private void awaitStatus(int number, StorageStatus wanted) {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(status(number)).isEqualTo(wanted));
    }

    private StorageStatus status(int number) throws IOException {
        return client.storages("group1").stream()
                .filter(storage -> storage.id().equals("127.0.0.11" + number))
                .map(StorageStat::status)
                .findFirst()
                .orElseThrow();
    }

    /** A group of two with the same files, of which the second has lost one store path and is down. */
    private Map<String, String> aLostStorePath(int files, int bytes) throws IOException {
        startStorage(1);
        awaitStatus(1, StorageStatus.ACTIVE);
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        Random random = new Random(files);
        for (int i = 0; i < files; i++) {
            byte[] content = new byte[1 + random.nextInt(bytes)];
            random.nextBytes(content);
            client.upload(content, "bin");
        }
        everyKindOfFile();
        awaitFiles().untilAsserted(() -> assertThat(files(1)).isEqualTo(files(2)));
        Map<String, String> before = files(2);
        stopStorage(2);
        awaitStatus(2, StorageStatus.OFFLINE);
        wipe(2);
        return before;
    }

    /** Several of each, so that the lost store path has some. */
    private void everyKindOfFile() throws IOException {
        for (int i = 0; i < 4; i++) {
            client.upload(new byte[0], "txt");
            FileId master = client.upload(("master " + i).getBytes(StandardCharsets.UTF_8), "txt");
            client.uploadSlave(master, "_small", text("slave"));
            client.uploadSlave(master, "_empty", text(""));
            client.overwriteMetadata(master, Map.of("number", String.valueOf(i)));
            FileId appender = client.upload(text("hello").withExtension("log"), UploadOptions.appender());
            client.append(appender, text(" world"));
            FileId renamed = client.upload(text("renamed").withExtension("log"), UploadOptions.appender());
            client.regenerate(renamed);
            client.delete(client.upload("deleted".getBytes(StandardCharsets.UTF_8), "txt"));
            try (OutgoingConnection link = connection(1)) {
                FileId target = client.upload("target".getBytes(StandardCharsets.UTF_8), "txt");
                Awaitility.await().atMost(SOON).until(() -> Files.exists(path(1, target)));
                link.ask(new CreateLink("group1", "", "txt", "", target.filename(), "signature"));
            }
        }
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path path(int number, FileId id) {
        return folder(number)
                .resolve("p" + id.filename().charAt(2))
                .resolve("data")
                .resolve(id.filename().substring("M00/".length()));
    }

    private OutgoingConnection connection(int number) throws IOException {
        return new OutgoingConnection(
                running(number).address(),
                null,
                new OutgoingConnection.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    /** For a condition on files: one may get its name while the folders are read. */
    private static ConditionFactory awaitFiles() {
        return Awaitility.await()
                .atMost(SOON)
                .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof UncheckedIOException);
    }

    private void wipe(int number) throws IOException {
        try (var all = Files.walk(data(number))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Content and time, or target, by name, of all that is stored. Appenders and metadata have times of their own. */
    private Map<String, String> files(int number) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = folder(number);
        try (var walk = Files.walk(root)) {
            for (Path file : walk.filter(path -> !Files.isDirectory(path)).toList()) {
                String name = root.relativize(file).toString();
                if (name.matches("p[01]/data/[0-9A-F]{2}/[0-9A-F]{2}/.*")) {
                    files.put(name, shown(root, file));
                }
            }
        }
        return files;
    }

    private static String shown(Path root, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "-> " + root.relativize(Files.readSymbolicLink(file));
        }
        byte[] content = Files.readAllBytes(file);
        String name = file.toString();
        boolean changes = name.endsWith(".log") || name.endsWith("-m");
        long seconds =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000;
        return content.length + " bytes " + new String(content, StandardCharsets.ISO_8859_1)
                + (changes ? "" : " of " + seconds);
    }

    private List<String> recoveryFiles(int number) throws IOException {
        try (var all = Files.list(data(number))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains("recovery"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> listLines(String storePath) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder(1).resolve("base/data/sync/binlog.000"))) {
            if (line.matches("[0-9]+ [CcLl] " + storePath + "/.*")) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    void everythingComesBackByteForByteAndWithItsTime() throws Exception {
        Map<String, String> before = aLostStorePath(100, 100_000);
        Path binlog = folder(2).resolve("base/data/sync/binlog.000");
        String logged = Files.readString(binlog);
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        assertThat(files(2)).isEqualTo(before);
        assertThat(recoveryFiles(2)).isEmpty();
        assertThat(Files.readString(binlog)).isEqualTo(logged);
        assertThat(folder(2).resolve("base/data/sync/recovery.quarantine")).doesNotExist();
    }

    @Test
    void aDiskWithFoldersAndWithoutItsMarkIsANewDiskToo() throws Exception {
        Map<String, String> before = aLostStorePath(10, 1000);
        for (int i = 0; i < SUBDIRS * SUBDIRS; i++) {
            Files.createDirectories(data(2).resolve(String.format("%02X/%02X", i / SUBDIRS, i % SUBDIRS)));
        }
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        assertThat(files(2)).isEqualTo(before);
    }

    @Test
    void untilASourceComesTheStorageRecoversAndTurnsClientsAway() throws Exception {
        Map<String, String> before = aLostStorePath(10, 1000);
        stopStorage(1);
        awaitStatus(1, StorageStatus.OFFLINE);
        startStorage(2);
        awaitStatus(2, StorageStatus.RECOVERY);
        try (OutgoingConnection peer = connection(2)) {
            assertThatThrownBy(() -> peer.ask(new EmptyRequest(Command.ACTIVE_TEST)))
                    .isInstanceOf(EOFException.class);
        }
        startStorage(1);
        awaitStatus(2, StorageStatus.ACTIVE);
        assertThat(files(2)).isEqualTo(before);
        try (OutgoingConnection peer = connection(2)) {
            peer.ask(new EmptyRequest(Command.ACTIVE_TEST)).end();
        }
    }

    @Test
    void aRecoveryThatWasStoppedGoesOnAtTheNextStart() throws Exception {
        Map<String, String> before = aLostStorePath(100, 100_000);
        FaultyMember silent = faulty(new FaultyMember.Fault.FallsSilentAfter(500_000));
        try (silent) {
            startStorage(2);
            silent.awaitFault();
            stopStorage(2);
        }
        assertThat(recoveryFiles(2)).contains(".recovery.flag", ".binlog.recovery.1", ".recovery.mark.1");
        assertThat(Files.readString(data(2).resolve(".recovery.flag"))).contains("fetch_binlog_done=1\n");
        assertThat(files(2)).isNotEqualTo(before);
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        assertThat(files(2)).isEqualTo(before);
        assertThat(recoveryFiles(2)).isEmpty();
    }

    @Test
    void anotherSourceGoesOnWhereOneDiesInTheMiddle() throws Exception {
        Map<String, String> before = aLostStorePath(100, 100_000);
        FaultyMember dying = faulty(new FaultyMember.Fault.DiesAfter(500_000));
        try (dying) {
            startStorage(2);
            dying.awaitFault();
            awaitStatus(2, StorageStatus.ACTIVE);
        }
        assertThat(files(2)).isEqualTo(before);
    }

    @Test
    void linesThatAreNoRecordsHoldUpNothing() throws Exception {
        Map<String, String> before = aLostStorePath(20, 1000);
        List<String> lines = new ArrayList<>(listLines("M01"));
        String foreign = listLines("M00").getFirst();
        lines.addAll(
                5,
                List.of(
                        "1760000000 l ",
                        "1760000000 L  M01/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt",
                        "",
                        "x".repeat(5000),
                        "1760000000 C M01/../../../../../../etc/passwd",
                        "1760000000 L M01/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt ../../../../etc/passwd",
                        foreign,
                        "-1 C " + lines.getFirst().split(" ", -1)[2],
                        "1760000000 D " + lines.getFirst().split(" ", -1)[2],
                        "1760000000 C M01/00/00/wKgBZGVT8QCAEjRWAAAADK8IOy0123.txt"));
        try (FaultyMember _ = faulty(new FaultyMember.Fault.AnswersLists(String.join("\n", lines) + "\n17600"))) {
            startStorage(2);
            awaitStatus(2, StorageStatus.ACTIVE);
            // A client renamed these; the list of the faulty member has only their old names.
            assertThat(files(2).entrySet()).isSubsetOf(before.entrySet());
            assertThat(before.size() - files(2).size()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aListOfNonsenseIsNotTakenForAnEmptyOne() throws Exception {
        Map<String, String> before = aLostStorePath(20, 1000);
        try (FaultyMember _ = faulty(new FaultyMember.Fault.AnswersLists("nonsense\n"))) {
            startStorage(2);
            awaitStatus(2, StorageStatus.ACTIVE);
        }
        assertThat(files(2)).isEqualTo(before);
    }

    @Test
    void whatCHasBegunGoesOnBehindItsMarks() throws Exception {
        Map<String, String> before = aLostStorePath(20, 1000);
        List<String> lines = listLines("M01");
        String done = lines.getFirst() + "\n";
        String cut = lines.get(1).split(" ", -1)[2].substring("M01/".length());
        Files.createDirectories(data(2).resolve(cut).getParent());
        Files.writeString(data(2).resolve(cut), "");
        Files.writeString(
                data(2).resolve(".recovery.flag"), "saved_storage_status=7\nfetch_binlog_done=1\nrecovery_threads=2\n");
        Files.writeString(data(2).resolve(".binlog.recovery.0"), done);
        Files.writeString(data(2).resolve(".recovery.mark.0"), "binlog_offset=" + done.length() + "\n");
        Files.writeString(data(2).resolve(".binlog.recovery.1"), String.join("\n", lines.subList(1, 5)) + "\n");
        Files.writeString(data(2).resolve(".recovery.mark.1"), "binlog_offset=0\n");
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        for (String line : lines.subList(1, 5)) {
            String name = "p1/data/" + line.split(" ", -1)[2].substring("M01/".length());
            assertThat(files(2).get(name)).isEqualTo(before.get(name));
        }
        assertThat(files(2))
                .doesNotContainKey("p1/data/" + done.strip().split(" ", -1)[2].substring("M01/".length()));
        assertThat(recoveryFiles(2)).isEmpty();
    }

    @Test
    void aFileThatTheSourceLacksComesFromAnotherMember() throws Exception {
        Map<String, String> before = aLostStorePath(5, 1000);
        startStorage(2);
        awaitStatus(2, StorageStatus.ACTIVE);
        startStorage(3);
        awaitStatus(3, StorageStatus.ACTIVE);
        awaitFiles().untilAsserted(() -> assertThat(files(3)).containsAllEntriesOf(before));
        stopStorage(1);
        awaitStatus(1, StorageStatus.OFFLINE);
        FileId late;
        do {
            late = client.upload("not at the source".getBytes(StandardCharsets.UTF_8), "txt");
        } while (!late.filename().startsWith("M01/")
                || !FileName.decode(late.filename()).sourceAddress().equals("127.0.0.112"));
        Path copy = path(3, late);
        Awaitility.await().atMost(SOON).until(() -> Files.exists(copy));
        stopStorage(2);
        wipe(2);
        startStorage(1);
        awaitStatus(1, StorageStatus.ACTIVE);
        startStorage(2);
        Path restored = path(2, late);
        Awaitility.await().atMost(SOON).until(() -> Files.exists(restored));
    }

    @Test
    void aStorageThatIsAloneGoesOnWithoutItsFiles() throws Exception {
        startStorage(1);
        awaitStatus(1, StorageStatus.ACTIVE);
        client.upload("lost".getBytes(StandardCharsets.UTF_8), "txt");
        stopStorage(1);
        wipe(1);
        startStorage(1);
        awaitStatus(1, StorageStatus.ACTIVE);
        assertThat(recoveryFiles(1)).isEmpty();
    }

    /** A member that is asked first. */
    private FaultyMember faulty(FaultyMember.Fault fault) throws IOException {
        FaultyMember member =
                new FaultyMember("127.0.0.109", running(1).address(), "127.0.0.112", tracker.address(), fault);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> client.storages("group1").stream()
                        .anyMatch(storage ->
                                storage.id().equals("127.0.0.109") && storage.status() == StorageStatus.ACTIVE));
        return member;
    }
}
