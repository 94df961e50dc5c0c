package io.fastdfs.tracker.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder {@code data} of a tracker. All its files are text of single bytes. */
public final class StateFolder {
    public static final String GROUPS = "storage_groups_new.dat";
    public static final String STORAGES = "storage_servers_new.dat";
    public static final String SYNC_TIMES = "storage_sync_timestamp.dat";
    public static final String CHANGE_LOG = "storage_changelog.dat";
    /** As it was called, in another format, before there were the new ones. */
    public static final String OLD_GROUPS = "storage_groups.dat";

    static final String LAST_RUN = ".tracker_status";

    /** The largest cluster needs a hundredth of it; what is larger is something else. */
    private static final long MAX_BYTES = 1 << 28;

    private static final String TEMPORARY = ".tmp";

    private final Path data;

    private StateFolder(Path data) {
        this.data = data;
    }

    /** Makes the folder if need be. */
    public static StateFolder below(Path basePath) throws IOException {
        return new StateFolder(Files.createDirectories(basePath.resolve("data")));
    }

    /** The text of a file; empty if there is no such file. */
    public Optional<String> read(String name) throws IOException {
        Path file = data.resolve(name);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + " has " + Files.size(file) + " bytes, so it is no state of a tracker");
            }
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Replaces a file so that a crash leaves the old contents or the new, never a mix. */
    public void replace(String name, String text) throws IOException {
        Path temporary = data.resolve(name + TEMPORARY);
        write(temporary, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(temporary, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** Adds to the end of a file; what is written is on the disk when this returns. */
    public void append(String name, String text) throws IOException {
        boolean isNew = Files.notExists(data.resolve(name));
        write(data.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew) {
            syncFolder();
        }
    }

    /** Keeps a file that cannot be read as a whole, for the operator, before it is replaced. Returns where. */
    public Path keepDamaged(String name) throws IOException {
        Path kept = data.resolve(name + ".damaged");
        for (int i = 1; Files.exists(kept); i++) {
            kept = data.resolve(name + ".damaged" + i);
        }
        return Files.copy(data.resolve(name), kept);
    }

    private static void write(Path file, String text, OpenOption create, OpenOption how) throws IOException {
        try (var channel = FileChannel.open(file, create, how, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(data, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
