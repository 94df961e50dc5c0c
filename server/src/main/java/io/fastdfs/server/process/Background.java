package io.fastdfs.server.process;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Starts a daemon as a process of its own, in a new session, and waits until it listens or has failed: the exit status is
 * true, which that of C's storage never is.
 *
 * <p>What the process prints, as the JVM does in need or when QUIT asks it for a thread dump, goes to
 * {@code logs/fdfs_storaged.out}. If it fails, the end of that file is shown here.
 */
public final class Background {
    /** A storage may wait long for its trackers; then the caller is let go, as C lets him go at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 20;
    private static final int MAX_SHOWN_BYTES = 64 * 1024;

    private final Program program;
    private final Path basePath;
    private final Duration patience;
    private final PrintWriter err;

    public Background(Program program, Path basePath, PrintWriter err) {
        this(program, basePath, PATIENCE, err);
    }

    Background(Program program, Path basePath, Duration patience, PrintWriter err) {
        this.program = program;
        this.basePath = basePath;
        this.patience = patience;
        this.err = err;
    }

    /**
     * Runs a main class with the JVM, the options and the class path of this process. Returns 0 once the pid file says
     * that it listens, or the exit status with which it failed.
     */
    public int start(String mainClass, List<String> arguments) throws IOException {
        Path printed = Claim.makeFolder(basePath, "logs").resolve(program.processName() + ".out");
        long printedBefore = Files.exists(printed) ? Files.size(printed) : 0;
        Process process = new ProcessBuilder(command(mainClass, arguments))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
                .start();
        PidFile pidFile = new PidFile(basePath, program);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                OptionalLong listening = pidFile.read();
                if (listening.isPresent() && listening.getAsLong() == process.pid()) {
                    return ExitStatus.OK;
                }
                if (System.nanoTime() - deadline >= 0) {
                    err.println(program.processName() + " does not listen yet, pid: " + process.pid() + ", see "
                            + basePath.resolve("logs"));
                    err.flush();
                    return ExitStatus.OK;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitStatus.FAILED;
        }
        show(printed, printedBefore);
        return process.exitValue();
    }

    /**
     * A new session where {@code setsid} is, so that no terminal takes the daemon with it; where it is not, the daemon
     * still takes a lost terminal's HUP for a wish to rotate logs. And C's name for the process, for {@code ps} and for
     * C's own check whether it runs, where there is a shell that can give it.
     */
    private List<String> command(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        find("bash")
                .ifPresent(bash ->
                        command.addAll(List.of(bash.toString(), "-c", "exec -a \"$0\" \"$@\"", program.processName())));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The daemon works in the root folder, and so keeps no file system busy; relative entries would be lost there. */
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(new File(entry).getAbsolutePath());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Optional<Path> find(String executable) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, executable);
            if (Files.isExecutable(candidate) && candidate.isAbsolute()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** What was printed since, the end of it if it is long. */
    private void show(Path printed, long since) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(printed.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(since, length - MAX_SHOWN_BYTES));
            byte[] end = new byte[(int) (length - file.getFilePointer())];
            file.readFully(end);
            err.print(new String(end, StandardCharsets.UTF_8));
            err.flush();
        }
    }
}
