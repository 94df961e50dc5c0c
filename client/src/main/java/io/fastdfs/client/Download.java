package io.fastdfs.client;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.tracker.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** One file on its way here: another holder is tried as long as no byte has been passed on. */
final class Download {
    private final FastdfsClient client;
    private final FileId id;
    private final boolean verify;

    Download(FastdfsClient client, FileId id, boolean verify) {
        this.client = client;
        this.id = id;
        this.verify = verify;
    }

    void whole(OutputStream to, LongConsumer progress) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32());
        Endpoint from = range(0, 0, checked, progress);
        if (verify && isPlain()) {
            verify((int) checked.getChecksum().getValue(), from);
        }
    }

    private boolean isPlain() {
        try {
            return FileName.decode(id.filename()).kind() == FileName.Kind.NORMAL;
        } catch (FdfsException e) {
            return false;
        }
    }

    /** Old versions and links carry another CRC in the name; then the storage's own word counts. */
    private void verify(int crc32, Endpoint from) throws IOException {
        if (crc32 != FileName.decode(id.filename()).crc32()
                && crc32 != client.info(from, id).crc32()) {
            throw new FastdfsException(
                    id + " came from " + from.address() + ":" + from.port() + " with another CRC32 than its id says",
                    null,
                    null);
        }
    }

    /** Fetches a range, and returns the storage it came from. */
    Endpoint range(long offset, long length, OutputStream to, LongConsumer progress) throws IOException {
        DownloadFile request = new DownloadFile(offset, length, id.group(), id.filename());
        FastdfsException failure = null;
        for (Endpoint holder : client.holders(id)) {
            long[] passedOn = {0};
            try (ConnectionPool.Lease lease = client.borrow(holder)) {
                lease.connection().download(request, to, bytes -> {
                    passedOn[0] = bytes;
                    progress.accept(bytes);
                });
                return holder;
            } catch (FastdfsException e) {
                if (passedOn[0] > 0) {
                    throw e;
                }
                failure = e;
            }
        }
        throw failure == null ? new FastdfsException("no storage has " + id, null, null) : failure;
    }
}
