package io.fastdfs.server.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that runs as another process, ours or C's, as its pid file tells; with C's messages and exit status. */
public final class RunningDaemon {
    /** As long as C's {@code stop} waits before it kills. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PidFile pidFile;
    private final Duration patience;
    private final PrintWriter out;
    private final PrintWriter err;

    public RunningDaemon(Program program, Path basePath, PrintWriter out, PrintWriter err) {
        this(program, basePath, PATIENCE, out, err);
    }

    RunningDaemon(Program program, Path basePath, Duration patience, PrintWriter out, PrintWriter err) {
        this.pidFile = new PidFile(basePath, program);
        this.patience = patience;
        this.out = out;
        this.err = err;
    }

    /** Tells on standard output whether it runs; C's third answer is misspelt, and scripts may look for it. */
    public int status() {
        try {
            OptionalLong pid = pidFile.read();
            if (pid.isPresent() && find(pid.getAsLong()).isPresent()) {
                out.println("Running, pid: " + pid.getAsLong());
                return ExitStatus.OK;
            }
            out.println("NOT running");
            return ExitStatus.NO_PID_FILE;
        } catch (IOException _) {
            tellUnreadable();
            out.println("Unkown status");
            return ExitStatus.INVALID;
        } finally {
            flush();
        }
    }

    /** Ends it and waits; after {@link #PATIENCE} it is killed. */
    public int stop() {
        return stop(true);
    }

    /** Ends it if it runs, before another one starts in its place. */
    public int stopToRestart() {
        int result = stop(false);
        if (result == ExitStatus.NO_PID_FILE || result == ExitStatus.NO_PROCESS) {
            return ExitStatus.OK;
        }
        if (result == ExitStatus.OK) {
            err.println("starting ...");
            flush();
        }
        return result;
    }

    private int stop(boolean complain) {
        try {
            OptionalLong pid = pidFile.read();
            if (pid.isEmpty()) {
                if (complain) {
                    err.println("pid file: " + pidFile + " not exist!");
                }
                return ExitStatus.NO_PID_FILE;
            }
            Optional<ProcessHandle> process = find(pid.getAsLong());
            if (process.isEmpty()) {
                if (complain) {
                    err.println("kill pid: " + pid.getAsLong() + " fail, errno: 3, error info: No such process");
                }
                return ExitStatus.NO_PROCESS;
            }
            return end(process.get());
        } catch (IOException _) {
            tellUnreadable();
            return ExitStatus.INVALID;
        } finally {
            flush();
        }
    }

    private void tellUnreadable() {
        err.println("get pid from file: " + pidFile + " fail, errno: 22, error info: Invalid argument");
    }

    /** This process itself is no other daemon: after a restart of a container, pids begin again. */
    private static Optional<ProcessHandle> find(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !process.equals(ProcessHandle.current()));
    }

    /** SIGTERM once a second, as C does, since a C daemon may miss one. */
    private int end(ProcessHandle process) {
        if (!process.destroy() && process.isAlive()) {
            err.println("kill pid: " + process.pid() + " fail, errno: 1, error info: Operation not permitted");
            return ExitStatus.NOT_PERMITTED;
        }
        err.println("waiting for pid [" + process.pid() + "] exit ...");
        err.flush();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!exitsWithin(process, Math.min(TimeUnit.SECONDS.toNanos(1), deadline - System.nanoTime()))) {
            if (System.nanoTime() - deadline >= 0) {
                err.println("waiting for pid [" + process.pid() + "] exit timeout, force kill!");
                process.destroyForcibly();
                exitsWithin(process, TimeUnit.SECONDS.toNanos(1));
                break;
            }
            process.destroy();
        }
        err.println("pid [" + process.pid() + "] exit.");
        err.println();
        return ExitStatus.OK;
    }

    private static boolean exitsWithin(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for pid " + process.pid(), e);
        }
    }

    private void flush() {
        out.flush();
        err.flush();
    }
}
