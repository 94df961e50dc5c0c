package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes to be stored. */
interface Content {
    Content NONE = of(new byte[0]);

    long bytes();

    void sendTo(OutputStream out) throws IOException;

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long bytes() {
                return bytes.length;
            }

            @Override
            public void sendTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    /**
     * A file, whose size is taken now.
     *
     * @throws FdfsException ENOENT and the like; EINVAL if it is a directory or a device
     */
    static Content of(Path file) throws FdfsException {
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (IOException e) {
            throw Errno.ofFile("find " + file, e);
        }
        if (!Files.isRegularFile(file)) {
            throw new FdfsException(Status.EINVAL, file + " is not a regular file");
        }
        return new Content() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void sendTo(OutputStream out) throws IOException {
                send(file, bytes, out);
            }
        };
    }

    /** A file that is read into memory at once, as the test programs do it for BUFF. */
    static Content inMemory(Path file) throws FdfsException {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Errno.ofFile("read " + file, e);
        }
    }

    private static void send(Path file, long bytes, OutputStream out) throws IOException {
        byte[] chunk = new byte[(int) Math.min(256 * 1024, bytes)];
        try (InputStream in = open(file)) {
            for (long left = bytes; left > 0; ) {
                int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
                if (read == 0) {
                    throw Errno.ofFile(file + " got shorter while it was sent", new EOFException());
                }
                out.write(chunk, 0, read);
                left -= read;
            }
        }
    }

    private static InputStream open(Path file) throws FdfsException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw Errno.ofFile("open " + file, e);
        }
    }

    /**
     * The extension that C takes from a local name, in bytes: what follows the last dot, or {@code tar.gz} where both
     * parts fit into six bytes; empty if there is none, or it is longer.
     */
    static String extensionOf(String name) {
        String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int dot = bytes.lastIndexOf('.');
        int length = bytes.length() - dot - 1;
        if (dot < 0 || length > Width.EXTENSION || bytes.indexOf('/', dot) >= 0) {
            return "";
        }
        // The first part needs a byte before its dot that still belongs to the name.
        int earliest = Math.max(0, dot - (Width.EXTENSION - length) - 1);
        int before = bytes.lastIndexOf('.', dot - 1);
        boolean two = before > earliest && bytes.indexOf('/', before) < 0;
        String extension = bytes.substring((two ? before : dot) + 1);
        return new String(extension.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
