package io.fastdfs.server.process;

import io.fastdfs.conf.LogLevel;
import io.fastdfs.conf.LogSettings;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.CountDownLatch;

/** The main class of the processes in {@link DaemonTest}: a storage that serves nothing. */
public final class TestDaemon {
    private TestDaemon() {}

    /** Base path and conduct. */
    public static void main(String[] args) throws IOException {
        LogSettings settings =
                new LogSettings(Duration.ofSeconds(1), true, LocalTime.MIDNIGHT, 0, false, 1, 15, LocalTime.of(1, 30));
        Daemon daemon = new Daemon(
                Program.STORAGED,
                Path.of(args[0]),
                new Daemon.Log(LogLevel.INFO, settings, null),
                Duration.ofMillis(300));
        try {
            System.exit(daemon.run(() -> start(args[1])));
        } catch (AlreadyRunningException e) {
            System.err.println(e.getMessage());
            System.exit(ExitStatus.ALREADY_RUNNING);
        }
    }

    private static Daemon.Service start(String conduct) throws IOException {
        switch (conduct) {
            case "fails" -> throw new IOException("cannot listen on 127.0.0.81:23000", new BindException());
            case "is slow" -> awaitForEver();
            default -> {
                // It serves.
            }
        }
        return () -> {
            if (conduct.equals("does not end")) {
                awaitForEver();
            }
        };
    }

    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
