package io.fastdfs.storage.binlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finished file of the binlog, plain or packed: {@code binlog.000} or {@code binlog.000.gz}. C packs and unpacks with the
 * program gzip, so each can read what the other left. Whenever the process dies, one of the two is whole.
 */
record PackedFile(Path plain, Path packed) {
    private static final Logger log = LoggerFactory.getLogger(PackedFile.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    static PackedFile of(Path plain) {
        return new PackedFile(plain, beside(plain, plain.getFileName() + ".gz"));
    }

    private static Path beside(Path file, String name) {
        return file.resolveSibling(name);
    }

    boolean exists() {
        return Files.exists(plain) || Files.exists(packed);
    }

    /**
     * Packs the plain file, if there is one.
     *
     * @param exchange held while the one takes the place of the other
     * @param givenUp true: it stays plain
     */
    void pack(Lock exchange, BooleanSupplier givenUp) throws IOException {
        if (!Files.exists(plain)) {
            return;
        }
        Path temp = beside(packed, packed.getFileName() + ".tmp");
        boolean done = isWhole(packed);
        if (!done) {
            write(temp, givenUp);
        }
        exchange.lock();
        try {
            if (givenUp.getAsBoolean()) {
                Files.deleteIfExists(temp);
                return;
            }
            if (!done) {
                Files.move(temp, packed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(plain);
        } finally {
            exchange.unlock();
        }
        log.info("{} packed", plain);
    }

    private void write(Path temp, BooleanSupplier givenUp) throws IOException {
        try (InputStream from = Files.newInputStream(plain);
                FileChannel to = create(temp);
                GZIPOutputStream gzip = new GZIPOutputStream(Channels.newOutputStream(to), BUFFER_BYTES)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = from.read(buffer); read >= 0 && !givenUp.getAsBoolean(); read = from.read(buffer)) {
                gzip.write(buffer, 0, read);
            }
            gzip.finish();
            to.force(true);
        }
        Files.setLastModifiedTime(temp, Files.getLastModifiedTime(plain));
    }

    /**
     * Makes the plain file of the packed one, if there is only that, or C was killed when it did so.
     *
     * @return true if it was packed
     */
    boolean unpack() throws IOException {
        Path sign = beside(plain, "." + plain.getFileName() + ".flag");
        if (!Files.exists(packed) || Files.exists(plain) && !isUnpackingOf(sign)) {
            return false;
        }
        Path temp = beside(plain, plain.getFileName() + ".tmp");
        try (InputStream from = new GZIPInputStream(Files.newInputStream(packed), BUFFER_BYTES);
                FileChannel to = create(temp)) {
            from.transferTo(Channels.newOutputStream(to));
            to.force(true);
        } catch (IOException e) {
            throw new IOException(packed + " cannot be unpacked: " + e.getMessage(), e);
        }
        Files.setLastModifiedTime(temp, Files.getLastModifiedTime(packed));
        Files.move(temp, plain, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(packed);
        Files.deleteIfExists(sign);
        log.info("{} unpacked", packed);
        return true;
    }

    /** The file by which C says that it is at work; it stands still when C was killed meanwhile. */
    private static boolean isUnpackingOf(Path sign) throws IOException {
        return Files.exists(sign) && Files.readString(sign).strip().equals("unzip");
    }

    /** False if there is none, or a killed gzip has left half of it. */
    private static boolean isWhole(Path packed) {
        if (!Files.exists(packed)) {
            return false;
        }
        try (InputStream from = new GZIPInputStream(Files.newInputStream(packed), BUFFER_BYTES)) {
            from.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            log.warn("{} is not whole: {}; packed anew", packed, e.getMessage());
            return false;
        }
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }
}
