package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * A file whose content is in memory and whose name is known to others: a copy of what another storage has. It is made
 * beside its place and then renamed, so that nobody reads a part of it; for why there, see {@link NewFile}.
 *
 * <p>A process that is killed in here leaves the part. Its sender, which has had no answer, sends the file again, and the
 * part is written anew.
 */
public final class CopiedFile {
    private static final String PART = ".part";
    private static final Set<StandardOpenOption> ANEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private CopiedFile() {}

    /**
     * Writes the file, in one turn at the disk, and replaces what stands at its place, which the caller has locked.
     *
     * @param unixSeconds its times
     * @throws FdfsException if the disk fails, ENOSPC if it is full; then what stood there is still there
     */
    public static void write(Place place, ByteBuffer content, long unixSeconds) throws FdfsException {
        StorePath on = place.storePath();
        Path path = place.path();
        Path part = path.resolveSibling(Objects.requireNonNull(path.getFileName(), "a place has a name") + PART);
        try {
            on.writing(() -> {
                try {
                    fill(place, part, content.duplicate());
                    StorePath.withTimes(part, unixSeconds);
                    return on.renamed(part, path);
                } catch (IOException e) {
                    NewFile.remove(part, e);
                    throw e;
                }
            });
        } catch (IOException e) {
            throw on.failure(e, "writing " + place.filename(), content.remaining());
        }
    }

    private static void fill(Place place, Path part, ByteBuffer content) throws IOException {
        try (FileChannel channel = place.storePath().make(place, part, ANEW)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }
    }
}
