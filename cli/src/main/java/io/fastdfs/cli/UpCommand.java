package io.fastdfs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A whole cluster in this process. */
@Command(
        name = "up",
        description = "Run a whole cluster in one process: a tracker, and groups of storages. Ctrl-C stops it.",
        footer = {
            "",
            "Examples:",
            "  fdfs up                                   1 tracker, 2 groups of 2 storages",
            "  fdfs up --base /var/tmp/fdfs --groups 1   data elsewhere, one group",
            "  fdfs up --bind 192.168.1.5                for clients on other machines"
        })
final class UpCommand implements Callable<Integer> {
    private static final int FIRST_STORAGE_PORT = 23000;
    private static final int MAX_STORAGES = 1000;
    /** Enough folders for a laptop or a test, and made in a moment. */
    private static final int SUBDIRS = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--base", paramLabel = "DIR", description = "where the data lies (default: ./fdfs-data)")
    private Path base = Path.of("fdfs-data");

    @Option(names = "--bind", paramLabel = "IP", description = "where everything listens (default: 127.0.0.1)")
    private String bind = "127.0.0.1";

    @Option(names = "--port", description = "of the tracker (default: 22122)")
    private int port = 22122;

    @Option(names = "--storage-port", description = "of the first storage; the others follow (default: 23000)")
    private int storagePort = FIRST_STORAGE_PORT;

    @Option(names = "--groups", description = "how many groups (default: 2)")
    private int groups = 2;

    @Option(names = "--storages", description = "how many storages in each group (default: 2)")
    private int storages = 2;

    @Option(names = "--group-stat-layout", description = "105 for the list calls of old clients (default: 113)")
    private int groupStatLayout = 113;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireInRange("--port", port, 65_535);
        requireInRange("--groups", groups, MAX_STORAGES);
        requireInRange("--storages", storages, 32);
        requireInRange("--storage-port", storagePort, 65_536 - groups * storages);
        if (groupStatLayout != 113 && groupStatLayout != 105) {
            throw wrong("--group-stat-layout is 113 or 105, not " + groupStatLayout);
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        LocalCluster cluster = LocalCluster.start(new LocalCluster.Shape(
                base, bind, port, OptionalInt.of(storagePort), groups, storages, SUBDIRS, groupStatLayout));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        try (cluster) {
            print(cluster);
            cluster.awaitReady(PATIENCE);
            say("Ready. Try: fdfs upload FILE. Ctrl-C stops it.");
            stop.await();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void print(LocalCluster cluster) {
        say("tracker         " + LocalCluster.hostAndPort(cluster.tracker()));
        for (LocalCluster.Storage storage : cluster.storages()) {
            say("storage " + storage.group() + "  " + LocalCluster.hostAndPort(storage.address()) + "  "
                    + storage.folder());
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void requireInRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw wrong(option + " is 1 to " + max + ", not " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** In the thread that the system runs when it ends the process: it must not end before all is written. */
    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
