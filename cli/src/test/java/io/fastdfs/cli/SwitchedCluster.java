package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.client.FastdfsClient;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A tracker {@code t} and two storages {@code a} and {@code b}, each of them by turns a program of C and one of ours, on
 * the same conf files and directories.
 */
final class SwitchedCluster implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final Map<String, String> ADDRESS =
            Map.of("t", "127.0.0.132", "a", "127.0.0.133", "b", "127.0.0.134");

    private final Path folder;
    private final int trackerPort = freePort("t");
    private final int storagePort = freePort("a");

    /** Whose programs a server is started with. */
    enum Programs {
        C,
        OURS
    }

    SwitchedCluster(Path folder, boolean withIds) throws IOException {
        this.folder = folder;
        for (String server : List.of("t", "a", "b")) {
            Files.createDirectories(folder.resolve(server));
            Files.writeString(
                    conf(server),
                    """
                    bind_addr = %s
                    base_path = %s
                    log_level = info
                    sync_log_buff_interval = 1
                    """.formatted(ADDRESS.get(server), folder.resolve(server))
                            + (server.equals("t") ? trackerConf(withIds) : storageConf(server)));
        }
        Files.writeString(folder.resolve("storage_ids.conf"), """
                100001 group1 127.0.0.133:%d
                100002 group1 127.0.0.134:%d
                """.formatted(storagePort, storagePort));
    }

    private String trackerConf(boolean withIds) {
        return """
                port = %d
                store_lookup = 2
                reserved_storage_space = 100MB
                check_active_interval = 5
                use_storage_id = %b
                storage_ids_filename = %s
                id_type_in_filename = %s
                """.formatted(trackerPort, withIds, folder.resolve("storage_ids.conf"), withIds ? "id" : "ip");
    }

    private String storageConf(String server) {
        return """
                port = %d
                group_name = group1
                tracker_server = %s
                store_path_count = 1
                store_path0 = %s
                subdir_count_per_path = 4
                file_distribute_rotate_count = 5
                heart_beat_interval = 1
                stat_report_interval = 1
                sync_binlog_buff_interval = 1
                sync_stat_file_interval = 1
                sync_wait_msec = 10
                write_mark_file_freq = 5
                work_threads = 2
                thread_stack_size = 512KB
                buff_size = 128KB
                """.formatted(storagePort, tracker(), folder.resolve(server));
    }

    private static int freePort(String server) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS.get(server)))) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String tracker() {
        return ADDRESS.get("t") + ":" + trackerPort;
    }

    private Path conf(String server) {
        return folder.resolve(server + ".conf");
    }

    private static String command(String server) {
        return server.equals("t") ? "trackerd" : "storaged";
    }

    void startAll(Programs programs) throws IOException, InterruptedException {
        for (String server : List.of("t", "a", "b")) {
            start(server, programs);
        }
    }

    /** In the background; returns when it listens. */
    void start(String server, Programs programs) throws IOException, InterruptedException {
        if (programs == Programs.C) {
            runC(folder, "fdfs_" + command(server), conf(server).toString(), "start");
        } else {
            assertThat(runOurs(server, "start", "--background")).isZero();
        }
        InetSocketAddress address =
                new InetSocketAddress(ADDRESS.get(server), server.equals("t") ? trackerPort : storagePort);
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> {
            new OutgoingConnection(address, null, TIMEOUTS).close();
            return true;
        });
    }

    /** Returns when it has ended; ours stops those of C as well, by the pid file. */
    void stop(String server) {
        assertThat(runOurs(server, "stop")).as("stop " + server).isZero();
    }

    private int runOurs(String server, String... action) {
        StringWriter said = new StringWriter();
        List<String> arguments =
                new ArrayList<>(List.of(command(server), conf(server).toString()));
        arguments.addAll(List.of(action));
        return Fdfs.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** Runs a program of C to its end; what it says is in the message if it fails. */
    static void runC(Path folder, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    }

    void awaitActive(FastdfsClient client, int count) {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> client.storages("group1").stream()
                                .filter(storage -> storage.status() == StorageStatus.ACTIVE)
                                .count()
                        == count);
    }

    /** Both hold the same files. */
    void awaitReplicated() {
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> files("a").equals(files("b")));
    }

    private Map<String, ByteBuffer> files(String storage) throws IOException {
        Map<String, ByteBuffer> files = new TreeMap<>();
        Path data = folder.resolve(storage).resolve("data");
        try (var walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (name.matches("[0-9A-F]{2}/[0-9A-F]{2}/.*")) {
                    files.put(name, ByteBuffer.wrap(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    /** Where ours notes what it could not replicate, find or resume. What C logs as errors is routine in part. */
    List<Path> filesSetAside() throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().matches(".*\\.(quarantine|damaged|torn)"))
                    .toList();
        }
    }

    /** One storage, asked directly. */
    record Reader(OutgoingConnection storage) implements AutoCloseable {
        byte[] download(FileId file) throws IOException {
            long length = storage.askForContent(new DownloadFile(0, 0, file.group(), file.filename()));
            ByteBuffer content = ByteBuffer.allocate((int) length);
            storage.readContent(content);
            return content.array();
        }

        byte[] metadata(FileId file) throws IOException {
            return storage.ask(new GetMetadata(file.group(), file.filename())).rest();
        }

        boolean has(FileId file) throws IOException {
            try {
                storage.ask(new QueryFileInfo(0, file.group(), file.filename()));
                return true;
            } catch (FdfsException e) {
                assertThat(e.status()).isEqualTo(Status.ENOENT);
                return false;
            }
        }

        @Override
        public void close() {
            storage.close();
        }
    }

    Reader reader(String storage) throws IOException {
        return new Reader(
                new OutgoingConnection(new InetSocketAddress(ADDRESS.get(storage), storagePort), null, TIMEOUTS));
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        for (String server : List.of("a", "b", "t")) {
            runOurs(server, "stop");
        }
    }
}
