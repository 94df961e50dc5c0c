package io.fastdfs.client;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * One file, or a range of it, on its way here.
 *
 * <p>Where a holder fails, the next goes on from the byte reached, if the file never changes; else from the first byte,
 * if the target can take back what came. The checksum runs over all bytes, whoever sent them.
 */
final class Download {
    private static final int MAX_TRIES = 10;
    private static final long UNKNOWN = -1;

    private final Storages storages;
    private final ConnectionPool pool;
    private final FileId id;
    private final DownloadOptions options;
    private final PlainName name;
    private final CRC32 crc32 = new CRC32();
    private long expected = UNKNOWN;
    private long received;

    Download(Storages storages, ConnectionPool pool, FileId id, DownloadOptions options) {
        this.storages = storages;
        this.pool = pool;
        this.id = id;
        this.options = options;
        this.name = PlainName.of(id);
    }

    /** Fetches the bytes; {@code verify}: a whole plain file must have the CRC32 that its id or its storage says. */
    void into(Target target, boolean verify) throws IOException {
        Holders holders = Holders.forDownload(storages, id);
        Failures failures = new Failures();
        boolean ready = true;
        for (int i = 0; i < MAX_TRIES && ready; i++) {
            ServerAddress holder = holders.next(failures);
            if (holder == null) {
                break;
            }
            long before = received;
            try {
                fetch(holder, target);
                if (!verify || !options.isWhole() || isIntact(holder)) {
                    return;
                }
                failures.add(FastdfsException.wrongAnswer(
                        holder, Command.DOWNLOAD_FILE, "the CRC32 of what came is not that of " + id));
            } catch (FastdfsException e) {
                failures.add(e);
                if (received > before) {
                    holders.again(holder);
                }
            }
            ready = readyForNext(target);
        }
        throw failures.silenceFirst();
    }

    /** Goes on from the byte reached, or begins again; false if bytes are gone that cannot be taken back. */
    private boolean readyForNext(Target target) throws IOException {
        if (received > 0 && received < expected && name.isPlain()) {
            return true;
        }
        boolean clean = received == 0 || target.restart();
        expected = UNKNOWN;
        received = 0;
        crc32.reset();
        return clean;
    }

    private void fetch(ServerAddress holder, Target target) throws IOException {
        long offset = options.offset() + received;
        long length = expected == UNKNOWN ? options.length() : expected - received;
        try {
            transfer(holder, offset, length, target);
        } catch (FastdfsException e) {
            if (!e.is(Status.EINVAL)) {
                throw e;
            }
            // C refuses every range of an empty file, and before 6.15.4 one that goes beyond the end.
            long size = storages.info(holder, id, QueryFileInfo.WITHOUT_CRC).size();
            if (size == 0 && options.isWhole()) {
                return;
            }
            if (offset >= size || length <= size - offset) {
                throw e;
            }
            transfer(holder, offset, size - offset, target);
        }
    }

    private void transfer(ServerAddress holder, long offset, long length, Target target) throws IOException {
        try (ConnectionPool.Lease lease = pool.borrow(holder)) {
            DownloadFile request = new DownloadFile(offset, length, id.group(), id.filename());
            long left = lease.repeatable(connection -> connection.open(request));
            // A range is cut at the end of the file; what is missing after a break is there.
            if (length > 0 && (left > length || expected != UNKNOWN && left < length)) {
                String why = left + " bytes, where " + length + " were asked for";
                throw FastdfsException.wrongAnswer(holder, Command.DOWNLOAD_FILE, why);
            }
            if (expected == UNKNOWN) {
                expected = left;
                target.expect(left);
            }
            byte[] chunk = new byte[(int) Math.min(ServerConnection.CHUNK_BYTES, left)];
            while (left > 0) {
                int read = lease.connection().read(chunk, 0);
                target.write(chunk, read);
                crc32.update(chunk, 0, read);
                left -= read;
                received += read;
                options.received(received);
            }
        }
    }

    private boolean isIntact(ServerAddress holder) throws IOException {
        int came = (int) crc32.getValue();
        return !name.isPlain()
                || name.says(came, received)
                || storages.info(holder, id, 0).crc32() == came
                || isIntactByOldRules(holder, came);
    }

    /** Files of 5.11 and before have another CRC32 in their name; nobody else pays for looking at the bytes twice. */
    private boolean isIntactByOldRules(ServerAddress holder, int came) throws IOException {
        Download again = new Download(storages, pool, id, DownloadOptions.whole());
        CheckedOutputStream old = new CheckedOutputStream(OutputStream.nullOutputStream(), new OldCrc32());
        again.transfer(holder, 0, 0, new Target.Stream(old));
        return (int) again.crc32.getValue() == came
                && name.says((int) old.getChecksum().getValue(), received);
    }
}
