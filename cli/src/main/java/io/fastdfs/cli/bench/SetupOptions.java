package io.fastdfs.cli.bench;

import io.fastdfs.bench.Session;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the load is made. */
final class SetupOptions {
    @Option(
            names = {"-c", "--connections"},
            description = "that send requests at the same time (default: 32)")
    private int connections = 32;

    @Option(names = "--threads", description = "that drive the connections (default: 1, which fills a core)")
    private int threads = 1;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "for a connection, and for each answer (default: 60s)")
    private Duration timeout = Duration.ofSeconds(60);

    @Option(names = "--seed", description = "of all that is chosen at random (default: 1)")
    private long seed = 1;

    Session.Setup setup() {
        return new Session.Setup(connections, threads, timeout, seed);
    }
}
