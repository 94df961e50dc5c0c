package io.fastdfs.cli;

import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import io.fastdfs.tracker.TrackerConfig;
import io.fastdfs.tracker.TrackerServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole cluster in this process. */
@Command(
        name = "up",
        description = "Run a whole cluster in one process: a tracker, and groups of storages. Ctrl-C stops it.",
        footer = "Example: fdfs up --base /var/tmp/fdfs --bind 127.0.0.2 --groups 2")
final class UpCommand implements Callable<Integer> {
    private static final int FIRST_STORAGE_PORT = 23000;
    /** Enough folders for a laptop or a test, and made in a moment. */
    private static final int SUBDIRS = 64;

    @Option(names = "--base", paramLabel = "DIR", description = "where the data lies (default: ./fdfs-data)")
    private Path base = Path.of("fdfs-data");

    @Option(names = "--bind", paramLabel = "IP", description = "where everything listens (default: 127.0.0.1)")
    private String bind = "127.0.0.1";

    @Option(names = "--port", description = "of the tracker (default: 22122)")
    private int port = 22122;

    @Option(names = "--groups", description = "how many groups (default: 2)")
    private int groups = 2;

    @Option(names = "--group-stat-layout", description = "105 for the list calls of old clients (default: 113)")
    private int groupStatLayout = 113;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<AutoCloseable> servers = new ArrayList<>();
        CountDownLatch stop = new CountDownLatch(1);
        try {
            start(servers, out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                closeAll(servers);
                stop.countDown();
            }));
            out.println("Ready. Ctrl-C stops it.");
            out.flush();
            stop.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closeAll(servers);
        } catch (IOException e) {
            closeAll(servers);
            throw e;
        }
        return 0;
    }

    private void start(List<AutoCloseable> servers, PrintWriter out) throws IOException {
        InetSocketAddress trackerAddress = new InetSocketAddress(bind, port);
        TrackerServer tracker = new TrackerServer(
                TrackerConfig.defaults(trackerAddress, base.resolve("tracker")).withGroupStatLayout(groupStatLayout),
                Clock.systemUTC());
        servers.add(tracker);
        tracker.start();
        out.println("tracker          " + bind + ":" + port);
        for (int i = 0; i < groups; i++) {
            String group = "group" + (i + 1);
            Path folder = base.resolve(group).toAbsolutePath().normalize();
            StorageServer storage = new StorageServer(StorageConfig.defaults(
                            group, new InetSocketAddress(bind, FIRST_STORAGE_PORT + i), folder, List.of(trackerAddress))
                    .withSubdirCount(SUBDIRS));
            servers.add(storage);
            storage.start();
            out.printf("storage %-8s %s:%d  %s%n", group, bind, FIRST_STORAGE_PORT + i, folder);
        }
    }

    private void closeAll(List<AutoCloseable> servers) {
        for (AutoCloseable server : servers.reversed()) {
            try {
                server.close();
            } catch (Exception e) {
                spec.commandLine().getErr().println("fdfs: stopping: " + e.getMessage());
            }
        }
    }
}
