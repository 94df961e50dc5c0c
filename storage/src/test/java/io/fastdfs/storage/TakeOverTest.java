package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.GetMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directories of two C storages, opened in place. */
@ParameterizedClass
@MethodSource("runs")
class TakeOverTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] CONTENT = "new here".getBytes(StandardCharsets.US_ASCII);
    private static final String STAT = "storage_stat.dat";
    private static final String BINLOG = "sync/binlog.000";

    @TempDir
    Path base;

    private final CapturedRun run;

    TakeOverTest(CapturedRun run) {
        this.run = run;
    }

    static Stream<CapturedRun> runs() {
        return Stream.of(new CapturedRun("plain"), new CapturedRun("ids"));
    }

    private CapturedGroup start() throws IOException {
        return new CapturedGroup(run, base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void everyFileIsServedByteForByteWithItsMetadataAndFileInfo(String storage) throws IOException {
        try (CapturedGroup group = start();
                RawPeer peer = group.connect(storage)) {
            for (Map.Entry<String, byte[]> file : run.files().entrySet()) {
                String filename = file.getKey();
                byte[] content = file.getValue();
                if (filename.endsWith("-m")) {
                    String master = filename.substring(0, filename.length() - 2);
                    assertThat(peer.ask(new GetMetadata(TestStorage.GROUP, master)))
                            .as(filename)
                            .isEqualTo(content);
                } else {
                    FileId id = new FileId(TestStorage.GROUP, filename);
                    assertThat(peer.download(id)).as(filename).isEqualTo(content);
                    assertInfo(filename, content, peer.info(id));
                }
            }
        }
    }

    private void assertInfo(String filename, byte[] content, FileInfoReply info) throws IOException {
        FileName name = FileName.decode(filename);
        String source = run.withIds() ? "127.0.0.1" + name.sourceStorageId() % 10 : name.sourceAddress();
        assertThat(info)
                .as(filename)
                .isEqualTo(new FileInfoReply(
                        content.length,
                        CapturedRun.seconds(filename),
                        TestStorage.crc32(content),
                        source,
                        info.addressWidth()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void whatWasDeletedOrRenamedStaysSo(String storage) throws IOException {
        List<String> gone = new ArrayList<>();
        for (String of : List.of("a", "b")) {
            run.state(of, BINLOG)
                    .lines()
                    .filter(line -> line.contains(" D ") || line.contains(" R "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .forEach(gone::add);
        }
        assertThat(gone).hasSize(2);
        try (CapturedGroup group = start();
                RawPeer peer = group.connect(storage)) {
            for (String filename : gone) {
                assertThat(peer.status(new DownloadFile(0, 0, TestStorage.GROUP, filename)))
                        .as(filename)
                        .isEqualTo(Status.ENOENT);
            }
        }
    }

    /** But for the port, which is another in this test, and is a part of the names of marks where there are no ids. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void aStartAndAStopLeaveEveryFileAsCHadWrittenIt(String storage) throws IOException {
        CapturedGroup group = start();
        group.close();
        assertThat(group.state(storage, ".data_init_flag"))
                .isEqualTo(run.state(storage, ".data_init_flag")
                        .replace("last_server_port=23000", "last_server_port=" + group.port()));
        assertThat(group.mark(storage)).isEqualTo(run.state(storage, run.mark(storage, CapturedRun.PORT)));
        List<String> kept = List.of(".fastdfs_vars", STAT, "sync/binlog_index.dat", BINLOG);
        for (String file : kept) {
            assertThat(group.state(storage, file)).as(file).isEqualTo(run.state(storage, file));
        }
        List<String> all = new ArrayList<>(kept);
        all.addAll(List.of(".data_init_flag", run.mark(storage, group.port())));
        run.files().keySet().forEach(filename -> all.add(filename.substring("M00/".length())));
        assertThat(group.names(storage)).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void countersGoOn(String storage) throws IOException {
        CapturedGroup group = start();
        try (group;
                RawPeer peer = group.connect(storage)) {
            peer.download(peer.upload(CONTENT, "txt", false));
        }
        Map<String, Long> before = numbers(run.state(storage, STAT));
        Map<String, Long> after = numbers(group.state(storage, STAT));
        assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
        Map<String, Long> expected = new LinkedHashMap<>(before);
        for (String operation : List.of("upload", "download")) {
            for (String outcome : List.of("total_", "success_")) {
                expected.merge(outcome + operation + "_count", 1L, Long::sum);
                expected.merge(outcome + operation + "_bytes", (long) CONTENT.length, Long::sum);
            }
        }
        // Times, what was replicated meanwhile, and the cursor, which has tests of their own.
        List.of(expected, after)
                .forEach(numbers -> numbers.keySet().removeIf(key -> key.matches("last_.*|.*_sync_out_.*|dist_.*")));
        assertThat(after).containsExactlyEntriesOf(expected);
    }

    private static Map<String, Long> numbers(String text) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            numbers.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        });
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void newFilesGoWhereTheCursorStood(String storage) throws IOException {
        try (CapturedGroup group = start();
                RawPeer peer = group.connect(storage)) {
            List<String> folders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                folders.add(peer.upload(CONTENT, "txt", false).filename().substring(4, 9));
            }
            assertThat(folders)
                    .isEqualTo(
                            storage.equals("a")
                                    ? List.of("00/03", "00/03", "01/00")
                                    : List.of("00/00", "00/01", "00/01"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void aPeerGetsWhatIsNewAndNothingElse(String storage) throws IOException {
        String peer = CapturedRun.peerOf(storage);
        CapturedGroup group = start();
        FileId id;
        try (group;
                RawPeer here = group.connect(storage);
                RawPeer there = group.connect(peer)) {
            id = here.upload(CONTENT, "txt", false);
            String record = " c " + id.filename() + "\n";
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> group.state(peer, BINLOG).endsWith(record) && group.isUpToDate(storage));
            assertThat(there.download(id)).isEqualTo(CONTENT);
        }
        assertThat(group.state(peer, BINLOG))
                .startsWith(run.state(peer, BINLOG))
                .hasLineCount((int) run.state(peer, BINLOG).lines().count() + 1);
        Map<String, Long> received = numbers(run.state(peer, STAT));
        received.merge("success_sync_in_bytes", (long) CONTENT.length, Long::sum);
        assertThat(numbers(group.state(peer, STAT)))
                .containsEntry("success_sync_in_bytes", received.get("success_sync_in_bytes"));
        Map<String, Long> mark = numbers(run.state(storage, run.mark(storage, CapturedRun.PORT)));
        mark.put("binlog_offset", (long) group.state(storage, BINLOG).length());
        mark.merge("scan_row_count", 1L, Long::sum);
        mark.merge("sync_row_count", 1L, Long::sum);
        assertThat(numbers(group.mark(storage))).containsExactlyEntriesOf(mark);
    }
}
