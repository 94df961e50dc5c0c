package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools for files against a cluster: standard output, standard error and exit code, as C's. */
class ToolsTest {
    private static final String UNKNOWN_ID = "group1/M00/00/00/fwAAC2sCywiEGSKEAAAAANZPox4989.jpg";
    private static final String ID = "group1/M00/[0-9A-F]{2}/[0-9A-F]{2}/[0-9A-Za-z_-]{27,}";

    @TempDir
    static Path clusterFolder;

    private static LiveCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = new LiveCluster(clusterFolder);
    }

    @AfterAll
    static void stopCluster() throws IOException {
        cluster.close();
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "Hello, FastDFS");
    }

    private ToolRun run(String tool, String... arguments) {
        return ToolRun.of(folder, tool, arguments);
    }

    private String stored(String tool) {
        ToolRun upload = run(tool, cluster.conf(), "hello.txt");
        assertThat(upload.code()).as(upload.err()).isZero();
        return upload.out().strip();
    }

    @Test
    void anUploadPrintsTheIdAndNothingElse() throws IOException {
        ToolRun upload = run("fdfs_upload_file", cluster.conf(), "hello.txt");
        assertThat(upload.out()).matches(ID + "\\.txt\n");
        assertThat(upload.err()).isEmpty();
        assertThat(upload.code()).isZero();
        ToolRun download =
                run("fdfs_download_file", cluster.conf(), upload.out().strip(), "back.txt");
        assertThat(download).isEqualTo(new ToolRun(0, "", ""));
        assertThat(folder.resolve("back.txt")).hasContent("Hello, FastDFS");
    }

    @Test
    void anUploadMayNameItsStorageAndStorePath() {
        assertThat(run("fdfs_upload_file", cluster.conf(), "hello.txt", cluster.storageName())
                        .out())
                .matches(ID + "\\.txt\n");
        assertThat(run("fdfs_upload_file", cluster.conf(), "hello.txt", cluster.storageName(), "0")
                        .out())
                .matches(ID + "\\.txt\n");
        ToolRun noSuchPath = run("fdfs_upload_file", cluster.conf(), "hello.txt", cluster.storageName(), "7");
        assertThat(noSuchPath.code()).isEqualTo(22);
        assertThat(noSuchPath.errWithoutLog())
                .isEqualTo("upload file fail, error no: 22, error info: Invalid argument\n");
    }

    @Test
    void anUploadToAStorageOfNoName() {
        ToolRun upload = run("fdfs_upload_file", cluster.conf(), "hello.txt", "no such host");
        assertThat(upload.code()).isEqualTo(22);
        assertThat(upload.errWithoutLog())
                .isEqualTo("resolve ip address of storage server: no such host fail!, error info: Unknown host\n");
    }

    @Test
    void whatIsNoFileIsNotUploaded() {
        ToolRun missing = run("fdfs_upload_file", cluster.conf(), "missing");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.errWithoutLog())
                .isEqualTo("upload file fail, error no: 2, error info: No such file or directory\n");
        assertThat(run("fdfs_upload_appender", cluster.conf(), ".").code()).isEqualTo(22);
    }

    @Test
    void withoutATrackerTheExitCodeIsThatOfC() throws IOException {
        Files.writeString(folder.resolve("no.conf"), "tracker_server = 127.0.0.1:1\n");
        ToolRun upload = run("fdfs_upload_file", "no.conf", "hello.txt");
        assertThat(upload.code()).isEqualTo(115);
        assertThat(upload.out()).isEmpty();
        assertThat(upload.errWithoutLog()).isEmpty();
        assertThat(upload.err()).contains("no tracker can be reached", "127.0.0.1:1");
    }

    @Test
    void everyErrorOfTheConfFileIsALineOnStandardError() throws IOException {
        Files.writeString(folder.resolve("bad.conf"), "tracker_server = 127.0.0.1:x\nnetwork_timeout = 30s\n");
        ToolRun upload = run("fdfs_upload_file", "bad.conf", "hello.txt");
        assertThat(upload.code()).isEqualTo(22);
        assertThat(upload.out()).isEmpty();
        assertThat(upload.errWithoutLog()).isEmpty();
        assertThat(upload.err())
                .containsPattern("ERROR - .*bad.conf line 1: tracker_server = 127.0.0.1:x: .*\n")
                .containsPattern("ERROR - .*bad.conf line 2: network_timeout = 30s: .*\n");
    }

    @Test
    void anAppenderGrowsUntilItIsMadeANormalFile() {
        String appender = stored("fdfs_upload_appender");
        assertThat(run("fdfs_append_file", cluster.conf(), appender, "hello.txt"))
                .isEqualTo(new ToolRun(0, "", ""));
        assertThat(run("fdfs_file_info", cluster.conf(), appender).out())
                .startsWith("GET FROM SERVER: true\n\nfile type: appender\n")
                .contains("\nfile size: 28\n");
        ToolRun regenerated = run("fdfs_regenerate_filename", cluster.conf(), appender);
        assertThat(regenerated.code()).isZero();
        assertThat(run("fdfs_file_info", cluster.conf(), regenerated.out().strip())
                        .out())
                .startsWith("GET FROM SERVER: false\n\nfile type: normal\n")
                .contains("\nfile size: 28\n");
        ToolRun again = run("fdfs_regenerate_filename", cluster.conf(), appender);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.errWithoutLog())
                .isEqualTo(
                        "regenerate file " + appender + " fail, error no: 2, error info: No such file or directory\n");
    }

    @Test
    void aNormalFileCannotBeAppendedTo() {
        ToolRun append = run("fdfs_append_file", cluster.conf(), stored("fdfs_upload_file"), "hello.txt");
        assertThat(append.code()).isEqualTo(22);
        assertThat(append.out()).isEqualTo("append file fail, error no: 22, error info: Invalid argument\n");
    }

    @Test
    void aDownloadIsNamedAfterTheFileUnlessItHasAName() {
        String id = stored("fdfs_upload_file");
        assertThat(run("fdfs_download_file", cluster.conf(), id).code()).isZero();
        assertThat(folder.resolve(id.substring(id.lastIndexOf('/') + 1))).hasContent("Hello, FastDFS");
    }

    @Test
    void aRangeCountsOnlyWithBothItsNumbers() {
        String id = stored("fdfs_upload_file");
        run("fdfs_download_file", cluster.conf(), id, "part", "7", "4");
        run("fdfs_download_file", cluster.conf(), id, "rest", "7", "0");
        run("fdfs_download_file", cluster.conf(), id, "whole", "7");
        assertThat(folder.resolve("part")).hasContent("Fast");
        assertThat(folder.resolve("rest")).hasContent("FastDFS");
        assertThat(folder.resolve("whole")).hasContent("Hello, FastDFS");
    }

    @Test
    void aDownloadThatFailsExitsWithOneAndLeavesNoFile() {
        ToolRun download = run("fdfs_download_file", cluster.conf(), UNKNOWN_ID, "out");
        assertThat(download.code()).isEqualTo(1);
        assertThat(download.out())
                .isEqualTo("download file fail, error no: 2, error info: No such file or directory\n");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aDownloadOntoADirectoryFails() {
        ToolRun download = run("fdfs_download_file", cluster.conf(), stored("fdfs_upload_file"), ".");
        assertThat(download.out()).isEqualTo("download file fail, error no: 21, error info: Is a directory\n");
        assertThat(folder).isDirectory();
    }

    @Test
    void aDeletedFileIsGone() {
        String id = stored("fdfs_upload_file");
        assertThat(run("fdfs_delete_file", cluster.conf(), id)).isEqualTo(new ToolRun(0, "", ""));
        ToolRun again = run("fdfs_delete_file", cluster.conf(), id);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.out()).isEqualTo("delete file fail, error no: 2, error info: No such file or directory\n");
    }

    @Test
    void anIdWithoutGroupIsRefusedWithoutAskingAnyone() {
        ToolRun delete = run("fdfs_delete_file", cluster.conf(), "noslash");
        assertThat(delete.code()).isEqualTo(22);
        assertThat(delete.out()).isEqualTo("delete file fail, error no: 22, error info: Invalid argument\n");
    }

    /** Whole outputs of C: files, an empty one, and slots in trunk files. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "M00/00/01/fwAAC2sCywiAUt4zAASwEacHOOk.tar.gz",
                "M00/00/02/fwAAC2sCywiACwbsAAAAAAAAAAA756.dat",
                "M00/00/00/fwAADGsCy0SIJ5_WAAAUANZPox4AAAAAQABMQAAABUA589.jpg",
                "M01/00/00/fwAAC2sCy0SIDWe8AAEYAEp_4BgAAAAAgAAGAAAARkA975.png"
            })
    void theInfoOfANormalFileIsInItsId(String name) throws IOException {
        ToolRun info = run("fdfs_file_info", cluster.conf(), "group1/" + name);
        String captured = "captured/info-" + name.substring(name.lastIndexOf('/') + 1) + ".out";
        try (InputStream expected = Objects.requireNonNull(ToolsTest.class.getResourceAsStream(captured))) {
            assertThat(info).isEqualTo(new ToolRun(0, new String(expected.readAllBytes(), StandardCharsets.UTF_8), ""));
        }
    }

    @Test
    void withoutItsCrcTheInfoHasNoSuchLine() {
        String appender = stored("fdfs_upload_appender");
        assertThat(run("fdfs_file_info", cluster.conf(), "-ns", appender).out())
                .contains("\nfile size: 14\n\n")
                .doesNotContain("crc32");
    }

    @Test
    void theInfoOfAFileThatIsNotThereExitsWithOne() {
        ToolRun info = run("fdfs_file_info", cluster.conf(), UNKNOWN_ID);
        assertThat(info.code()).isEqualTo(1);
        assertThat(info.out()).isEmpty();
        assertThat(info.errWithoutLog())
                .isEqualTo("query file info fail, error no: 2, error info: No such file or directory\n");
        assertThat(run("fdfs_file_info", cluster.conf(), "group1/short").errWithoutLog())
                .isEqualTo("query file info fail, error no: 22, error info: Invalid argument\n");
    }

    @Test
    void aChecksumHasNoLeadingZeros() throws IOException {
        assertThat(run("fdfs_crc32", "hello.txt")).isEqualTo(new ToolRun(0, "e7c06c9e\n", ""));
        Files.writeString(folder.resolve("zero"), "");
        assertThat(run("fdfs_crc32", "zero").out()).isEqualTo("0\n");
        ToolRun missing = run("fdfs_crc32", "missing");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out())
                .isEqualTo("open file missing fail, errno: 2, error info: No such file or directory\n");
        assertThat(run("fdfs_crc32", ".").code()).isEqualTo(21);
    }
}
