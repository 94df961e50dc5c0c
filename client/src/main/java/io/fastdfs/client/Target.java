package io.fastdfs.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Where the bytes of a download go. */
sealed interface Target {
    /** Hears how many bytes will come. */
    void expect(long bytes) throws IOException;

    void write(byte[] chunk, int length) throws IOException;

    /** Takes back all bytes; false if they are gone already. */
    boolean restart() throws IOException;

    /** A stream of the caller, which stays open. */
    record Stream(OutputStream out) implements Target {
        @Override
        public void expect(long bytes) {
            // It takes whatever comes.
        }

        @Override
        public void write(byte[] chunk, int length) throws IOException {
            out.write(chunk, 0, length);
        }

        @Override
        public boolean restart() {
            return false;
        }
    }

    /** An array in memory. */
    final class Bytes implements Target {
        private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
        /** More is only allocated when it has come: a server may announce what it likes. */
        private static final int MAX_AT_ONCE = 16 * 1024 * 1024;

        private byte[] bytes = new byte[0];
        private int count;
        private int expected;

        @Override
        public void expect(long announced) throws IOException {
            if (announced > MAX_BYTES) {
                throw new IOException("a file of " + announced + " bytes does not fit into an array");
            }
            expected = (int) announced;
            bytes = new byte[Math.min(expected, MAX_AT_ONCE)];
        }

        @Override
        public void write(byte[] chunk, int length) {
            if (bytes.length - count < length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(expected, Math.max(2L * bytes.length, count + length)));
            }
            System.arraycopy(chunk, 0, bytes, count, length);
            count += length;
        }

        @Override
        public boolean restart() {
            count = 0;
            return true;
        }

        /** All that came; to be asked when that is all that was expected. */
        byte[] bytes() {
            return bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
        }
    }

    /** A new file beside its final place, to which it is moved when it is complete; else it is removed. */
    final class PartFile implements Target, AutoCloseable {
        private final Path place;
        private final Path part;
        private final FileChannel channel;

        private PartFile(Path place, Path part, FileChannel channel) {
            this.place = place;
            this.part = part;
            this.channel = channel;
        }

        static PartFile beside(Path wanted) throws IOException {
            if (Files.isDirectory(wanted)) {
                throw new FileSystemException(wanted.toString(), null, "is a directory");
            }
            // The file behind a link is replaced, not the link.
            Path place = Files.exists(wanted) ? wanted.toRealPath() : wanted;
            long random = ThreadLocalRandom.current().nextLong() >>> 1;
            Path part = place.resolveSibling("." + place.getFileName() + "." + Long.toString(random, 36) + ".part");
            return new PartFile(
                    place, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public void expect(long bytes) {
            // Written as it comes.
        }

        @Override
        public void write(byte[] chunk, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public boolean restart() throws IOException {
            channel.truncate(0);
            return true;
        }

        void complete() throws IOException {
            channel.close();
            // Any other move deletes what is there first, and may leave nothing.
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(part);
        }
    }
}
