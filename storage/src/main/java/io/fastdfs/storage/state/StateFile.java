package io.fastdfs.storage.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of {@code key=value} lines that are replaced as a whole. Source: the state files of FastDFS storage servers. */
public final class StateFile {
    private static final Logger log = LoggerFactory.getLogger(StateFile.class);
    /** No state file has a hundredth of it; what is larger is something else. */
    private static final long MAX_BYTES = 1 << 20;

    private static final int MAX_SHOWN = 60;

    private StateFile() {}

    /**
     * The keys of a file in their order; empty if there is no such file.
     *
     * @throws IOException if something else stands in its place
     */
    public static Optional<Map<String, String>> read(Path path) throws IOException {
        try {
            if (Files.isDirectory(path) || Files.size(path) > MAX_BYTES) {
                throw new IOException(path + " is no state file, but "
                        + (Files.isDirectory(path) ? "a folder" : Files.size(path) + " bytes of something else")
                        + ": move it away, and restore the file from a copy if there is one");
            }
            return Optional.of(parse(path, Files.readString(path, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** A value of a damaged file, fit to stand in a message. */
    public static String shown(String value) {
        String printable = value.replaceAll("[^ -~]", "?");
        return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "...";
    }

    /** Spaces around keys and values, lines without {@code =} and those that begin with {@code #} count for nothing. */
    private static Map<String, String> parse(Path path, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            log.warn("{} ends inside a line; its last value may be cut", path);
        }
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String key = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                String before = values.put(key, value);
                if (before != null && !before.equals(value)) {
                    log.warn("{}: {} stands twice; the last counts, \"{}\"", path, shown(key), shown(value));
                }
            }
        }
        return values;
    }

    /** Replaces target so that a crash leaves the old contents or the new, never a mix. */
    public static void replace(Path target, Map<String, ?> values) throws IOException {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        replace(target, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void replace(Path target, byte[] contents) throws IOException {
        Path temp = target.resolveSibling(target.getFileName() + ".tmp");
        try (var file = FileChannel.open(
                temp, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(contents);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
        Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
