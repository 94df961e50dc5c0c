package io.fastdfs.storage.download;

import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.disk.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/** The CRC32 of a file whose name does not know it. */
public final class FileChecksum {
    private FileChecksum() {}

    /** Reads the whole file. */
    public static int of(Place place, TransferBuffers buffers) throws IOException {
        CRC32 crc = new CRC32();
        try (FileChannel file = FileChannel.open(place.path(), StandardOpenOption.READ);
                TransferBuffers.Loan loan = buffers.lend()) {
            ByteBuffer buffer = loan.buffer();
            while (file.read(buffer.clear()) >= 0) {
                crc.update(buffer.flip());
            }
        } catch (IOException e) {
            throw place.storePath().failure(e, "reading " + place.filename(), 0);
        }
        return (int) crc.getValue();
    }
}
