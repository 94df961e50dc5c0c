package io.fastdfs.storage.state;

import io.fastdfs.storage.disk.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each store path has a mark, {@code data/.fastdfs_vars}, and the base path knows it too: so exchanged disks, or the disk of
 * another server, are noticed before anything is written. Source: FastDFS storage_func.c.
 */
public final class PathMarks {
    private static final String FILE = ".fastdfs_vars";
    private static final Logger log = LoggerFactory.getLogger(PathMarks.class);
    private static final String KEY = "store_path_mark";
    private static final int ADDRESS_BYTES = 46;
    private static final int BYTES = 56;

    private final InitFlag flag;
    private final String address;
    private final int port;

    /**
     * @param address of this storage, for new marks: for those who read them, only the text as a whole is compared
     */
    public PathMarks(InitFlag flag, String address, int port) {
        this.flag = flag;
        this.address = address;
        this.port = port;
    }

    /**
     * Compares the marks of all store paths, and gives one to each path that has none.
     *
     * @throws IOException if a path has a mark that is not the noted one
     */
    public void check(List<Path> storePaths) throws IOException {
        for (int index = 0; index < storePaths.size(); index++) {
            Path data = storePaths.get(index).resolve("data");
            LocalDisk.makeFolders(data);
            Path file = data.resolve(FILE);
            Optional<String> found = found(storePaths.get(index));
            if (found.isEmpty()) {
                if (flag.mark(index).isPresent() || Files.exists(file)) {
                    log.warn("{}: the mark of store_path{} is gone; made a new one", file, index);
                }
                String mark = newMark(index);
                StateFile.replace(file, Map.of(KEY, mark));
                flag.setMark(index, mark);
            } else if (!found.equals(flag.mark(index))) {
                throw new IOException(file + " has another mark than " + flag + " notes for store_path" + index
                        + owner(found.get()).map(name -> ", that of " + name).orElse("")
                        + ": it is not the disk that it was. Correct the configuration, or restore from a copy which of the"
                        + " two files is damaged, or remove " + file + " if the disk is meant to serve here");
            }
        }
    }

    /** The mark that a store path has. */
    public static Optional<String> found(Path storePath) throws IOException {
        return StateFile.read(storePath.resolve("data").resolve(FILE)).map(values -> values.get(KEY));
    }

    private String newMark(int index) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = address.getBytes(StandardCharsets.ISO_8859_1);
        mark.put(text, 0, Math.min(text.length, ADDRESS_BYTES - 1));
        mark.position(ADDRESS_BYTES).putShort((short) port).put((byte) index);
        mark.position(BYTES - Integer.BYTES).putInt((int) flag.joinSeconds());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark.array());
    }

    /** Which storage made a mark, for an operator to read. */
    private static Optional<String> owner(String mark) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(mark);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        String address = new String(bytes, 0, ADDRESS_BYTES, StandardCharsets.ISO_8859_1).replace("\0", "");
        int port = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(ADDRESS_BYTES) & 0xFFFF;
        return Optional.of(
                "store_path" + bytes[ADDRESS_BYTES + Short.BYTES] + " of " + StateFile.shown(address) + ":" + port);
    }
}
