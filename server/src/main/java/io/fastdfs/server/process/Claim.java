package io.fastdfs.server.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A base path in the hands of one server, which no second one may start on.
 *
 * <p>Two of ours are kept apart by a lock on {@code data/.fdfs_storaged.lock}, which the system gives up with the process
 * however it ends. A C daemon takes no lock: it is found by its pid file, if the process lives and its argv[0] has the
 * program's name. In return ours are started with that name, so that a C daemon finds them.
 */
final class Claim implements AutoCloseable {
    private final FileChannel lockFile;
    private final PidFile pidFile;
    private final long pid = ProcessHandle.current().pid();

    private Claim(FileChannel lockFile, PidFile pidFile) {
        this.lockFile = lockFile;
        this.pidFile = pidFile;
    }

    /** Makes the folders where they are missing, and claims the base path until the claim is closed. */
    static Claim take(Program program, Path basePath) throws IOException {
        PidFile pidFile = new PidFile(basePath, program);
        Path data = makeFolder(basePath, "data");
        FileChannel lockFile = FileChannel.open(
                data.resolve("." + program.processName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (!lock(lockFile)) {
                throw refusal(program, basePath, pidFile.read());
            }
            OptionalLong written = pidFile.read();
            if (written.isPresent() && isProgram(written.getAsLong(), program)) {
                throw refusal(program, basePath, written);
            }
            return new Claim(lockFile, pidFile);
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Makes a folder of the base path. The base path itself may be missing, as in C; the folder above it may not, so that a
     * disk that is not mounted is noticed.
     */
    static Path makeFolder(Path basePath, String name) throws IOException {
        try {
            if (Files.notExists(basePath)) {
                Files.createDirectory(basePath);
            }
            return Files.createDirectories(basePath.resolve(name));
        } catch (FileSystemException e) {
            throw new IOException("base_path " + basePath + " cannot be used: " + e, e);
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static AlreadyRunningException refusal(Program program, Path basePath, OptionalLong pid) {
        String who = pid.isPresent() ? ", pid: " + pid.getAsLong() : ", and does not listen yet";
        return new AlreadyRunningException(
                "process " + program.processName() + " already running on " + basePath + who);
    }

    /** True if this process lives, is another than this one, and carries the program's name. */
    private static boolean isProgram(long pid, Program program) {
        return ProcessHandle.of(pid)
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(process ->
                        argumentZero(process).map(program.processName()::equals).orElseGet(process::isAlive))
                .isPresent();
    }

    /** The base name of argv[0]; empty if the system does not say, where C, too, believes the pid file. */
    private static Optional<String> argumentZero(ProcessHandle process) {
        try {
            String arguments = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
            int end = arguments.indexOf('\0');
            String first = end < 0 ? arguments : arguments.substring(0, end);
            return Optional.of(first.substring(first.lastIndexOf('/') + 1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Writes the pid file: from now on the server counts as running. */
    void publish() throws IOException {
        pidFile.write(pid);
    }

    /** Removes the pid file. */
    void withdraw() throws IOException {
        pidFile.remove(pid);
    }

    /** Gives the base path free. */
    @Override
    public void close() throws IOException {
        try {
            withdraw();
        } finally {
            lockFile.close();
        }
    }
}
