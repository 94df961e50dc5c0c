package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** fdfs_crc32: print the CRC32 of a local file, in hexadecimal without leading zeros. */
final class Crc32Tool implements Tool {
    private static final int CHUNK_BYTES = 512 * 1024;

    @Override
    public int run(Call call) {
        if (call.count() < 1) {
            return call.usage(call.out(), "<filename>");
        }
        try {
            call.print(Integer.toHexString(crc32(call.path(call.argument(0)))));
            return 0;
        } catch (FdfsException e) {
            String name = call.argument(0);
            call.print("open file " + name + " fail, errno: " + e.status().code() + ", error info: "
                    + Errno.text(e.status()));
            return e.status().code();
        }
    }

    private static int crc32(Path file) throws FdfsException {
        if (Files.isDirectory(file)) {
            throw new FdfsException(Status.EISDIR, file + " is a directory");
        }
        CRC32 crc32 = new CRC32();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                crc32.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw Errno.ofFile("read " + file, e);
        }
        return (int) crc32.getValue();
    }
}
