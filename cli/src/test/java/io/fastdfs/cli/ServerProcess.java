package io.fastdfs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon in a process of its own, which a test can kill as the system does. */
final class ServerProcess {
    private final String kind;
    private final Path conf;
    private final Path output;
    private Process process;

    private ServerProcess(String kind, Path conf) throws IOException {
        this.kind = kind;
        this.conf = conf;
        this.output = conf.resolveSibling(conf.getFileName() + ".out");
        this.process = begin();
    }

    /** Starts {@code fdfs trackerd CONF} or {@code fdfs storaged CONF}. */
    static ServerProcess start(String kind, Path conf) throws IOException {
        return new ServerProcess(kind, conf);
    }

    private Process begin() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fdfs.class.getName(),
                        kind,
                        conf.toString(),
                        "--foreground"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /** SIGKILL: nothing is flushed, nothing is closed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = begin();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed, for the message of a failed test. */
    Path output() {
        return output;
    }

    /** SIGTERM, and the end of the process. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
