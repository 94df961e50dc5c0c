package io.fastdfs.server.process;

import io.fastdfs.conf.LogLevel;
import io.fastdfs.conf.LogSettings;
import io.fastdfs.server.log.ServerLog;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a server in this process until a signal ends it.
 *
 * <p>Order: claim the base path, open the log, start the server, write the pid file; on TERM or INT close the server,
 * remove the pid file, and say {@code exit normally.} HUP rotates the logs.
 */
public final class Daemon {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);
    /** Promised are 10 s from the signal to the end of the process. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    private final Program program;
    private final Path basePath;
    private final Log logging;
    private final Duration stopLimit;

    /**
     * How the server log is written.
     *
     * @param echo takes what goes to the log as well: standard error of a server in the foreground
     */
    public record Log(
            LogLevel level, LogSettings settings, @Nullable PrintStream echo) {}

    /** A server that listens. */
    public interface Service extends AutoCloseable {
        /** Puts aside what it logs besides the server log. */
        default void rotateLogs() {}

        /** Finishes what is in flight, flushes, and stops. */
        @Override
        void close() throws IOException;
    }

    /** Makes a server and lets it listen. */
    public interface Start {
        Service start() throws IOException;
    }

    /** Prepares; nothing is touched before {@link #run}. */
    public Daemon(Program program, Path basePath, Log logging) {
        this(program, basePath, logging, STOP_LIMIT);
    }

    Daemon(Program program, Path basePath, Log logging, Duration stopLimit) {
        this.program = program;
        this.basePath = basePath;
        this.logging = logging;
        this.stopLimit = stopLimit;
    }

    /**
     * Returns the exit status after the server has stopped; a failure to start is in the log and on standard error.
     *
     * @throws AlreadyRunningException if another one runs on the base path
     */
    public int run(Start start) throws IOException {
        try (Claim claim = Claim.take(program, basePath);
                ServerLog serverLog = ServerLog.open(
                        basePath.resolve("logs").resolve(program.commandName() + ".log"),
                        logging.level,
                        logging.settings,
                        logging.echo)) {
            return serve(start, claim, serverLog);
        }
    }

    private int serve(Start start, Claim claim, ServerLog serverLog) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> log.error("thread {} ended by a broken invariant", thread.getName(), thrown));
        CountDownLatch stop = new CountDownLatch(1);
        Signals.handle("TERM", number -> stopBy(number, stop, claim, serverLog));
        Signals.handle("INT", number -> stopBy(number, stop, claim, serverLog));
        Signals.handle("USR1", number -> log.info("catch signal {}, ignore it", number));
        // Before there is a server, as C: a HUP that the JVM handles would end it.
        Signals.handle("HUP", number -> serverLog.rotate());
        try (Service service = start.start()) {
            Signals.handle("HUP", number -> rotate(number, service, serverLog));
            claim.publish();
            stop.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return failed(e, serverLog);
        }
        claim.withdraw();
        serverLog.say(LogLevel.INFO, "exit normally.\n");
        return ExitStatus.OK;
    }

    private static void rotate(int signal, Service service, ServerLog serverLog) {
        log.info("catch signal {}, rotate log", signal);
        serverLog.rotate();
        service.rotateLogs();
    }

    /** Whoever stops it may send the signal again before it has ended. */
    private synchronized void stopBy(int signal, CountDownLatch stop, Claim claim, ServerLog serverLog) {
        if (stop.getCount() == 0) {
            return;
        }
        log.error(ServerLog.CRIT, "catch signal {}, program exiting...", signal);
        stop.countDown();
        Thread.ofPlatform().daemon().name("stop limit").start(() -> endAfterLimit(claim, serverLog));
    }

    /** A server that does not come to its end is ended, so that whoever stops it need not kill it. */
    private void endAfterLimit(Claim claim, ServerLog serverLog) {
        try {
            TimeUnit.NANOSECONDS.sleep(stopLimit.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        log.error(ServerLog.CRIT, "not stopped after {} s, exit!", stopLimit.toSeconds());
        serverLog.flush();
        try {
            claim.withdraw();
        } catch (IOException _) {
            // A stale pid file is recognised.
        }
        Runtime.getRuntime().halt(ExitStatus.FAILED);
    }

    private int failed(IOException e, ServerLog serverLog) {
        log.error(ServerLog.CRIT, "{}, exit abnormally!", e.getMessage());
        serverLog.flush();
        if (logging.echo == null) {
            System.err.println(program.processName() + ": " + e.getMessage());
        }
        return isBindFailure(e) ? ExitStatus.ADDRESS_IN_USE : ExitStatus.FAILED;
    }

    private static boolean isBindFailure(Throwable thrown) {
        return thrown instanceof BindException || thrown.getCause() instanceof BindException;
    }
}
