package io.fastdfs.server.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * {@code BASE_PATH/data/fdfs_trackerd.pid} or {@code fdfs_storaged.pid}: a pid in decimal, without a line feed.
 *
 * <p>It is there while the server listens. A server that is killed leaves it behind; such a stale one is not believed.
 */
public final class PidFile {
    private static final int MAX_BYTES = 32;

    private final Path path;

    public PidFile(Path basePath, Program program) {
        path = basePath.resolve("data").resolve(program.processName() + ".pid");
    }

    public Path path() {
        return path;
    }

    /**
     * The pid that stands in it; empty if there is no file.
     *
     * @throws IOException if something else stands in it
     */
    public OptionalLong read() throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
        String text = new String(bytes, StandardCharsets.US_ASCII).strip();
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IOException("pid file " + path + " holds no pid");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** Whole or not at all, as others read it at any time. */
    void write(long pid) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        Files.writeString(temporary, Long.toString(pid), StandardCharsets.US_ASCII);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it if it holds this pid; that of another server is left. */
    void remove(long pid) throws IOException {
        byte[] mine = Long.toString(pid).getBytes(StandardCharsets.US_ASCII);
        try {
            if (Arrays.equals(mine, Files.readAllBytes(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException _) {
            // Somebody was quicker.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
