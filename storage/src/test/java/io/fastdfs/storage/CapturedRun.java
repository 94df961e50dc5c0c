package io.fastdfs.storage;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * What a group of two C storages, a and b, had on their disks when they were stopped: the state files as they were, and
 * {@code files.txt}, which says of what each file is made. The content itself is made anew, so that size and CRC fit the
 * names that C has given; nothing else of it matters to a storage.
 *
 * @param name {@code plain}, or {@code ids} for the one with storage ids
 */
record CapturedRun(String name) {
    static final int SUBDIRS = 4;
    static final int FILES_IN_A_FOLDER = 5;
    /** The port of both storages. */
    static final int PORT = 23000;

    private static final String METADATA = "ext_name\2jpg\1file_size\002115120\1height\00280\1width\002160";

    private record Input(int size, int crc32) {}

    private static final Map<String, Input> INPUTS = Map.of(
            "empty.dat", new Input(0, 0),
            "hello.txt", new Input(14, (int) 235977309L),
            "k5.jpg", new Input(5120, (int) 3595543326L),
            "k70.png", new Input(71680, (int) 1249894424L),
            "m1.tar.gz", new Input(307217, (int) 2802268393L),
            "m3.mp4", new Input(286725, (int) 559279368L),
            "s300.bin", new Input(300, (int) 3036897856L));

    boolean withIds() {
        return name.equals("ids");
    }

    String storageId(String storage) {
        String number = storage.equals("a") ? "1" : "2";
        return withIds() ? "10000" + number : "127.0.0.1" + number;
    }

    /** Which peer's mark a storage has. */
    static String peerOf(String storage) {
        return storage.equals("a") ? "b" : "a";
    }

    /** The file that says how far the peer of a storage has got. */
    String mark(String storage, int port) {
        String peer = storageId(peerOf(storage));
        return "sync/" + peer + (withIds() ? "" : "_" + port) + ".mark";
    }

    /** Lays out the base path of one storage, which is its only store path, too. */
    void layOut(String storage, Path base) throws IOException {
        layOutState(storage, base);
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = base.resolve("data").resolve(file.getKey().substring("M00/".length()));
            Files.write(path, file.getValue());
            Files.setLastModifiedTime(path, FileTime.from(seconds(file.getKey()), TimeUnit.SECONDS));
        }
    }

    /** The same without the files of clients. */
    void layOutState(String storage, Path base) throws IOException {
        Path data = base.resolve("data");
        for (int high = 0; high < SUBDIRS; high++) {
            for (int low = 0; low < SUBDIRS; low++) {
                Files.createDirectories(data.resolve("0" + high + "/0" + low));
            }
        }
        Files.createDirectories(data.resolve("sync"));
        for (String file : stateFiles(storage)) {
            Files.writeString(data.resolve(file), state(storage, file), StandardCharsets.ISO_8859_1);
        }
    }

    /** Paths below {@code data}. */
    List<String> stateFiles(String storage) {
        return List.of(
                ".data_init_flag",
                ".fastdfs_vars",
                "storage_stat.dat",
                "sync/binlog_index.dat",
                "sync/binlog.000",
                mark(storage, PORT));
    }

    /** A state file as C has left it. */
    String state(String storage, String file) throws IOException {
        return resource(storage + "/data/" + file);
    }

    /** When a file was made, and changed last: all was done within a second. */
    static long seconds(String filename) throws FdfsException {
        return FileName.decode(plain(filename)).createdSeconds();
    }

    private static String plain(String filename) {
        return filename.endsWith("-m") ? filename.substring(0, filename.length() - 2) : filename;
    }

    /** Everything that a client can ask for, and the metadata files beside it: logic filename and content. */
    NavigableMap<String, byte[]> files() throws IOException {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        for (String line : resource("files.txt").split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                files.put(line.substring(0, space), content(line.substring(space + 1)));
            }
        }
        return files;
    }

    /** Inputs, or so many bytes of an input, one after the other. */
    private static byte[] content(String parts) throws IOException {
        if (parts.equals("metadata")) {
            return METADATA.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : parts.split("\\+", -1)) {
            String[] nameAndLength = part.split(":", -1);
            Input input = Objects.requireNonNull(INPUTS.get(nameAndLength[0]), part);
            byte[] bytes = bytes(input.size, input.crc32);
            all.write(nameAndLength.length == 1 ? bytes : Arrays.copyOf(bytes, Integer.parseInt(nameAndLength[1])));
        }
        return all.toByteArray();
    }

    /** Bytes that have this CRC: the last four make up for all before them. */
    private static byte[] bytes(int size, int crc32) {
        byte[] bytes = TestStorage.bytes(size);
        if (size == 0) {
            return bytes;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, size - Integer.BYTES);
        int before = ~crc32;
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            before = before < 0 ? (before ^ 0xEDB88320) << 1 | 1 : before << 1;
        }
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size - Integer.BYTES, before ^ ~(int) crc.getValue());
        return bytes;
    }

    private String resource(String path) throws IOException {
        String resource = "captured/" + name + "/" + path;
        try (InputStream in = CapturedRun.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
