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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The directories of two C storages, opened in place. */
@ParameterizedClass
@MethodSource("runs")
class TakeOverTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] CONTENT = "new here".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> BOTH = List.of("a", "b");
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

    @Test
    void everyFileIsServedByteForByteWithItsMetadataAndFileInfo() throws IOException {
        try (CapturedGroup group = start()) {
            for (String storage : BOTH) {
                try (RawPeer peer = group.connect(storage)) {
                    for (Map.Entry<String, byte[]> file : run.files().entrySet()) {
                        assertServed(file.getKey(), file.getValue(), peer);
                    }
                }
            }
        }
    }

    private void assertServed(String filename, byte[] content, RawPeer peer) throws IOException {
        if (filename.endsWith("-m")) {
            String master = filename.substring(0, filename.length() - 2);
            assertThat(peer.ask(new GetMetadata(TestStorage.GROUP, master)))
                    .as(filename)
                    .isEqualTo(content);
            return;
        }
        FileId id = new FileId(TestStorage.GROUP, filename);
        assertThat(peer.download(id)).as(filename).isEqualTo(content);
        FileName name = FileName.decode(filename);
        String source = run.withIds() ? "127.0.0.1" + name.sourceStorageId() % 10 : name.sourceAddress();
        FileInfoReply info = peer.info(id);
        assertThat(info)
                .as(filename)
                .isEqualTo(new FileInfoReply(
                        content.length,
                        CapturedRun.seconds(filename),
                        TestStorage.crc32(content),
                        source,
                        info.addressWidth()));
    }

    @Test
    void whatWasDeletedOrRenamedStaysSo() throws IOException {
        List<String> gone = new ArrayList<>();
        for (String storage : BOTH) {
            run.state(storage, BINLOG)
                    .lines()
                    .filter(line -> line.contains(" D ") || line.contains(" R "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .forEach(gone::add);
        }
        assertThat(gone).hasSize(2);
        try (CapturedGroup group = start();
                RawPeer a = group.connect("a");
                RawPeer b = group.connect("b")) {
            for (String filename : gone) {
                for (RawPeer peer : List.of(a, b)) {
                    assertThat(peer.status(new DownloadFile(0, 0, TestStorage.GROUP, filename)))
                            .as(filename)
                            .isEqualTo(Status.ENOENT);
                }
            }
        }
    }

    /** But for the port, which is another in this test, and is a part of the names of marks where there are no ids. */
    @Test
    void aStartAndAStopLeaveEveryFileAsCHadWrittenIt() throws IOException {
        CapturedGroup group = start();
        group.close();
        for (String storage : BOTH) {
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
    }

    @Test
    void countersGoOn() throws IOException {
        CapturedGroup group = start();
        try (group;
                RawPeer a = group.connect("a");
                RawPeer b = group.connect("b")) {
            for (RawPeer peer : List.of(a, b)) {
                peer.download(peer.upload(CONTENT, "txt", false));
            }
        }
        for (String storage : BOTH) {
            Map<String, Long> expected = numbers(run.state(storage, STAT));
            for (String operation : List.of("upload", "download")) {
                for (String outcome : List.of("total_", "success_")) {
                    expected.merge(outcome + operation + "_count", 1L, Long::sum);
                    expected.merge(outcome + operation + "_bytes", (long) CONTENT.length, Long::sum);
                }
            }
            // Times, what was replicated meanwhile, and the cursor, which has a test of its own.
            String others = "last_.*|.*_sync_.*|dist_.*";
            Map<String, Long> counted = numbers(group.state(storage, STAT));
            expected.keySet().removeIf(key -> key.matches(others));
            counted.keySet().removeIf(key -> key.matches(others));
            assertThat(counted).isEqualTo(expected);
        }
    }

    private static Map<String, Long> numbers(String text) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            numbers.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        });
        return numbers;
    }

    @Test
    void newFilesGoWhereTheCursorStood() throws IOException {
        try (CapturedGroup group = start()) {
            assertThat(foldersOfNewFiles(group, "a")).containsExactly("00/03", "00/03", "01/00");
            assertThat(foldersOfNewFiles(group, "b")).containsExactly("00/00", "00/01", "00/01");
        }
    }

    private static List<String> foldersOfNewFiles(CapturedGroup group, String storage) throws IOException {
        List<String> folders = new ArrayList<>();
        try (RawPeer peer = group.connect(storage)) {
            for (int i = 0; i < 3; i++) {
                folders.add(peer.upload(CONTENT, "txt", false).filename().substring(4, 9));
            }
        }
        return folders;
    }

    @Test
    void aPeerGetsWhatIsNewAndNothingElse() throws IOException {
        CapturedGroup group = start();
        try (group) {
            for (String storage : BOTH) {
                String peer = CapturedRun.peerOf(storage);
                try (RawPeer here = group.connect(storage);
                        RawPeer there = group.connect(peer)) {
                    FileId id = here.upload(CONTENT, "txt", false);
                    String record = " c " + id.filename() + "\n";
                    Awaitility.await()
                            .atMost(SOON)
                            .until(() -> group.state(peer, BINLOG).contains(record) && group.isUpToDate(storage));
                    assertThat(there.download(id)).isEqualTo(CONTENT);
                }
            }
        }
        for (String storage : BOTH) {
            assertThat(group.state(storage, BINLOG))
                    .startsWith(run.state(storage, BINLOG))
                    .hasLineCount((int) run.state(storage, BINLOG).lines().count() + 2);
            Map<String, Long> stat = numbers(run.state(storage, STAT));
            assertThat(numbers(group.state(storage, STAT)).get("success_sync_in_bytes"))
                    .isEqualTo(stat.merge("success_sync_in_bytes", (long) CONTENT.length, Long::sum));
            Map<String, Long> mark = numbers(run.state(storage, run.mark(storage, CapturedRun.PORT)));
            mark.put("binlog_offset", (long) group.state(storage, BINLOG).length());
            mark.merge("scan_row_count", 2L, Long::sum);
            mark.merge("sync_row_count", 1L, Long::sum);
            assertThat(numbers(group.mark(storage)).entrySet()).containsExactlyElementsOf(mark.entrySet());
        }
    }
}
