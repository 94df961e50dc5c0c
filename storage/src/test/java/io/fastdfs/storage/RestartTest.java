package io.fastdfs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.storage.DownloadFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a storage knows of itself after a stop, a kill, or with disks that are not its own. */
class RestartTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path base;

    @Test
    void countersAndTheFolderForTheNextFileGoOn() throws IOException {
        try (TestStorage first = new TestStorage(base).start();
                RawPeer peer = first.connect()) {
            for (int i = 0; i < 3; i++) {
                peer.upload(CONTENT, "txt", false);
            }
        }
        assertThat(state("storage_stat.dat"))
                .contains("success_upload_count=3\n", "success_upload_bytes=21\n", "dist_write_file_count=3\n");
        try (TestStorage second = new TestStorage(base).start();
                RawPeer peer = second.connect()) {
            peer.upload(CONTENT, "txt", false);
        }
        assertThat(state("storage_stat.dat"))
                .contains("success_upload_count=4\n", "dist_write_file_count=4\n")
                .hasLineCount(43);
    }

    @Test
    void theTimeOfTheFirstStartAndTheMarkOfThePathAreKept() throws IOException {
        new TestStorage(base).start().close();
        String flag = state(".data_init_flag");
        assertThat(flag)
                .contains("sync_old_done=0\n", "sync_src_server=\n")
                .contains(state(".fastdfs_vars").replace("store_path_mark=", "store_path_mark0="));
        new TestStorage(base).start().close();
        assertThat(state(".data_init_flag").lines().filter(line -> !line.startsWith("last_server_port")))
                .containsExactlyElementsOf(flag.lines()
                        .filter(line -> !line.startsWith("last_server_port"))
                        .toList());
    }

    @Test
    void theDiskOfAnotherStorageIsRefused() throws IOException {
        new TestStorage(base).start().close();
        Files.writeString(
                base.resolve("data/.fastdfs_vars"),
                "store_path_mark=MTI3LjAuMC4xMQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANhZAAAAAHnLAms\n");
        assertThatThrownBy(() -> new TestStorage(base).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("store_path0 of 127.0.0.11:23000")
                .hasMessageContaining("is not the disk that it was");
    }

    @Test
    void aTornInitFlagIsNoNewStorage() throws IOException {
        new TestStorage(base).start().close();
        Files.writeString(base.resolve("data/.data_init_flag"), "storage_join_time=1795345273\n");
        assertThatThrownBy(() -> new TestStorage(base).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(".data_init_flag has no sync_old_done")
                .hasMessageContaining("restore it");
    }

    @Test
    void afterAKillACutFileIsMovedAside() throws IOException {
        FileId file;
        try (TestStorage first = new TestStorage(base).start();
                RawPeer peer = first.connect()) {
            file = peer.upload(CONTENT, "txt", false);
            Files.writeString(first.fileOf(file), "cut");
        }
        Files.writeString(base.resolve("data/.fdfs_running"), "pid=1\n");
        try (TestStorage second = new TestStorage(base).start();
                RawPeer peer = second.connect()) {
            assertThat(Files.readString(second.fileOf(file)
                            .resolveSibling(second.fileOf(file).getFileName() + ".damaged")))
                    .isEqualTo("cut");
            assertThatThrownBy(() -> peer.ask(new DownloadFile(0, 0, file.group(), file.filename())))
                    .hasMessageContaining("no such file");
        }
    }

    @Test
    void anEmptyBinlogIndexAndATornLastLineAreMended() throws IOException {
        try (TestStorage first = new TestStorage(base).start();
                RawPeer peer = first.connect()) {
            peer.upload(CONTENT, "txt", false);
        }
        Path sync = base.resolve("data/sync");
        Files.move(sync.resolve("binlog.000"), sync.resolve("binlog.001"));
        Files.writeString(sync.resolve("binlog_index.dat"), "");
        Files.writeString(sync.resolve("binlog.001"), "1795345273 C M00/00", StandardOpenOption.APPEND);
        try (TestStorage second = new TestStorage(base).start();
                RawPeer peer = second.connect()) {
            peer.upload(CONTENT, "txt", false);
        }
        assertThat(Files.readString(sync.resolve("binlog_index.dat")))
                .isEqualTo("current_write=1\ncurrent_compress=0\n");
        assertThat(Files.readAllLines(sync.resolve("binlog.001")))
                .hasSize(2)
                .allMatch(line -> line.matches("[0-9]+ C M00/00/00/.{34}"));
    }

    private String state(String name) throws IOException {
        return Files.readString(base.resolve("data").resolve(name));
    }
}
