package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test programs against a cluster, in the words of the captured output. */
class TestToolsTest {
    @TempDir
    static Path folder;

    private static LiveCluster cluster;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = new LiveCluster(folder);
        Files.writeString(folder.resolve("k.txt"), "0123456789");
    }

    @AfterAll
    static void stopCluster() throws IOException {
        cluster.close();
    }

    /** Without the banner; file names, times and the address of the storage are replaced by their names. */
    private static ToolRun run(String tool, String... arguments) {
        ToolRun run = ToolRun.of(
                folder,
                tool,
                Stream.concat(Stream.of(cluster.conf()), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.out()).startsWith(tool + " of FastDFS for Java\n");
        String out = run.out()
                .replaceFirst("(?s)^.*?2\\.0\\.\n\n", "")
                .replaceAll("M00/\\w\\w/\\w\\w/[0-9A-Za-z_-]{27}\\d{3}", "NAME")
                .replaceAll("=\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "=TIME")
                .replace(cluster.storageName(), "STORAGE")
                .replace("port=" + cluster.storageName().split(":")[1], "port=PORT");
        return new ToolRun(run.code(), out, run.err());
    }

    private static String[] stored() {
        String id = ToolRun.of(folder, "fdfs_upload_file", cluster.conf(), "k.txt")
                .out()
                .strip();
        return id.split("/", 2);
    }

    /** The operands that name a file. */
    private static List<String> file(String tool, String[] id) {
        return tool.equals("fdfs_test1") ? List.of(id[0] + "/" + id[1]) : List.of(id);
    }

    private static ToolRun onFile(String tool, String operation, String[] id, String... rest) {
        Stream<String> operands = Stream.concat(Stream.of(operation), file(tool, id).stream());
        return run(tool, Stream.concat(operands, Stream.of(rest)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"FILE, filename, _big", "BUFF, filebuff, 1024x1024", "CALLBACK, callback, -small"})
    void anUploadShowsAFileAndItsSlave(String way, String method, String prefix) {
        ToolRun upload = run("fdfs_test", "upload", "k.txt", way);
        assertThat(upload.err()).isEmpty();
        assertThat(upload.code()).isZero();
        assertThat(upload.out().replaceAll("NAME" + prefix + "\\.txt", "SLAVE.txt"))
                .isEqualTo("""
                    tracker_query_storage_store_list_without_group:\s
                    \tserver 1. group_name=, ip_addr=127.0.0.1, port=PORT

                    group_name=group1, ip_addr=127.0.0.1, port=PORT
                    storage_upload_by_METHOD
                    group_name=group1, remote_filename=NAME.txt
                    source ip address: 127.0.0.1
                    file timestamp=TIME
                    file size=10
                    file crc32=2793719750
                    example file url: http://127.0.0.1/group1/NAME.txt
                    storage_upload_slave_by_METHOD
                    group_name=group1, remote_filename=SLAVE.txt
                    source ip address: 127.0.0.1
                    file timestamp=TIME
                    file size=10
                    file crc32=2793719750
                    example file url: http://127.0.0.1/group1/SLAVE.txt
                    """.replace("METHOD", method));
    }

    @Test
    void theSecondProgramPrintsNoNames() {
        assertThat(run("fdfs_test1", "upload", "k.txt", "CALLBACK").out())
                .startsWith("""
                    tracker_query_storage_store_list_with_group:\s
                    \tserver 1. group_name=group1, ip_addr=127.0.0.1, port=PORT
                    """)
                .contains("storage_upload_by_callback\nsource ip address: ")
                .endsWith("/NAME_small.txt\n");
    }

    @Test
    void anUploadOfNothingFails() {
        ToolRun upload = run("fdfs_test", "upload", "missing");
        assertThat(upload.code()).isEqualTo(2);
        assertThat(upload.out()).endsWith("""
            storage_upload_by_filename
            upload file fail, error no: 2, error info: No such file or directory
            """);
    }

    @Test
    void aUrlHasATokenWhereTheConfWantsOne() throws IOException {
        Path conf = Files.writeString(
                folder.resolve("token.conf"),
                Files.readString(Path.of(cluster.conf()))
                        + "http.anti_steal.check_token = true\nhttp.anti_steal.secret_key = FastDFS1234567890\n");
        assertThat(ToolRun.of(folder, "fdfs_test", conf.toString(), "upload", "k.txt")
                        .out())
                .containsPattern(
                        "example file url: http://127.0.0.1/group1/M00/.*\\.txt\\?token=[0-9a-f]{32}&ts=\\d+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1"})
    void metadataAreSetMergedAndShownInOrder(String tool) {
        String[] id = stored();
        assertThat(onFile(tool, "setmeta", id, "O", "b=2,novalue,a=1=x"))
                .isEqualTo(new ToolRun(0, "storage=STORAGE\nset meta data success\n", ""));
        assertThat(onFile(tool, "setmeta", id, "M", "c=3").code()).isZero();
        assertThat(onFile(tool, "getmeta", id))
                .isEqualTo(
                        new ToolRun(0, "storage=STORAGE\nget meta data success, meta count=3\na=1=x\nb=2\nc=3\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1"})
    void aFlagInLowerCaseIsRefused(String tool) {
        ToolRun set = onFile(tool, "setmeta", stored(), "m", "c=3");
        assertThat(set.code()).isEqualTo(1);
        assertThat(set.out()).isEqualTo("storage=STORAGE\nsetmeta fail, error no: 22, error info: Invalid argument\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1"})
    void aDownloadSaysHowMuchAndWhere(String tool) {
        String[] id = stored();
        assertThat(onFile(tool, "download", id, "got.txt"))
                .isEqualTo(new ToolRun(
                        0, "storage=STORAGE\ndownload file success, file size=10, file save to got.txt\n", ""));
        assertThat(folder.resolve("got.txt")).hasContent("0123456789");
        assertThat(onFile(tool, "download", id).out())
                .endsWith("file save to " + id[1].substring(id[1].lastIndexOf('/') + 1) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1"})
    void aDeletedFileIsGone(String tool) {
        String[] id = stored();
        assertThat(onFile(tool, "delete", id)).isEqualTo(new ToolRun(0, "storage=STORAGE\ndelete file success\n", ""));
        assertThat(onFile(tool, "delete", id).out())
                .isEqualTo("storage=STORAGE\ndelete file fail, error no: 2, error info: No such file or directory\n");
        assertThat(onFile(tool, "download", id, "gone.txt").code()).isEqualTo(1);
        assertThat(folder.resolve("gone.txt")).doesNotExist();
        assertThat(onFile(tool, "getmeta", id).out())
                .isEqualTo("storage=STORAGE\ngetmeta fail, error no: 2, error info: No such file or directory\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfs_test", "fdfs_test1"})
    void theServersOfAFileAreListed(String tool) {
        assertThat(onFile(tool, "query_servers", stored()))
                .isEqualTo(new ToolRun(0, "server list (1):\n\tSTORAGE\n\n", ""));
    }

    @Test
    void anUnknownGroupIsNamedAsItWasTyped() {
        String[] id = {"nogroup", stored()[1]};
        assertThat(onFile("fdfs_test", "query_servers", id).out())
                .isEqualTo("tracker_query_storage_list fail, group_name=nogroup, filename=NAME.txt,"
                        + " error no: 2, error info: No such file or directory\n");
        assertThat(onFile("fdfs_test1", "query_servers", id).out())
                .isEqualTo("tracker_query_storage_list1 fail, file_id=nogroup/NAME.txt,"
                        + " error no: 2, error info: No such file or directory\n");
        assertThat(onFile("fdfs_test1", "download", id).out())
                .isEqualTo("tracker_query_storage_fetch fail, file_id=nogroup/NAME.txt,"
                        + " error no: 2, error info: No such file or directory\n");
    }

    @Test
    void aWrongCallExitsWithEinval() {
        assertThat(run("fdfs_test", "bogus")).isEqualTo(new ToolRun(22, "invalid operation: bogus\n", ""));
        assertThat(run("fdfs_test", "upload").out()).startsWith("Usage: fdfs_test <config_file> upload <");
        assertThat(run("fdfs_test", "getmeta", "group1").out())
                .isEqualTo("Usage: fdfs_test <config_file> getmeta <group_name> <remote_filename>\n");
        assertThat(run("fdfs_test1", "getmeta").code()).isEqualTo(22);
        assertThat(onFile("fdfs_test1", "setmeta", stored(), "O").out())
                .contains("Usage: fdfs_test1 <config_file> setmeta <file_id> <op_flag> <metadata_list>\n");
    }

    @ParameterizedTest
    @CsvSource({"FILE, filename", "BUFF, filebuff", "CALLBACK, callback"})
    void anAppenderIsShownAfterEachStep(String way, String method) {
        ToolRun test = run("fdfs_appender_test", "k.txt", way);
        assertThat(test.err()).isEmpty();
        assertThat(test.code()).isZero();
        assertThat(test.out()).isEqualTo("""
            group_name=group1, ip_addr=127.0.0.1, port=PORT
            storage_upload_appender_by_METHOD
            group_name=group1, remote_filename=NAME.txt
            source ip address: 127.0.0.1
            file timestamp=TIME
            file size=10
            file crc32=2793719750
            file url: http://127.0.0.1/group1/NAME.txt
            source ip address: 127.0.0.1
            file timestamp=TIME
            file size=5
            file crc32=3718541348
            file url: http://127.0.0.1/group1/NAME.txt
            storage_append_by_METHOD
            append file successfully.
            source ip address: 127.0.0.1
            file timestamp=TIME
            file size=15
            storage_modify_by_METHOD
            modify file successfully.
            source ip address: 127.0.0.1
            file timestamp=TIME
            file size=25
            """.replace("METHOD", method));
    }

    @ParameterizedTest
    @CsvSource({"FILE, filename1, filename", "BUFF, filebuff1, filebuff1", "CALLBACK, callback1, callback1"})
    void theSecondAppenderProgramTruncatesToNothing(String way, String uploaded, String changed) {
        String out = run("fdfs_appender_test1", "k.txt", way).out();
        assertThat(out)
                .contains("storage_upload_appender_by_" + uploaded + "\nfild_id=group1/NAME.txt\n")
                .contains("file size=0\nfile crc32=0\n")
                .contains("storage_append_by_" + changed + "\nappend file successfully.\n")
                .contains("storage_modify_by_" + changed + "\nmodify file successfully.\n")
                .endsWith("file size=20\n");
    }
}
