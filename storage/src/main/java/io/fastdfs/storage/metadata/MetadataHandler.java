package io.fastdfs.storage.metadata;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredContent;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.disk.TempFile;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.MetadataVersion;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.zip.CRC32;

/** Changes metadata files. C writes them in place; here a crash leaves the old text or the new. */
public final class MetadataHandler {
    /** No client makes such metadata; a file that was uploaded under its name may be of any size. */
    private static final int MAX_STORED_BYTES = 1 << 20;

    private final Shelf shelf;
    private final Fetch fetch;

    public MetadataHandler(Shelf shelf, Fetch fetch) {
        this.shelf = shelf;
        this.fetch = fetch;
    }

    public Place set(Connection peer, SetMetadata request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        peer.concerns(place.metadata().filename());
        fetch.find(place, peer);
        shelf.requireLoggable(new Change.Update(place.metadata().filename()));
        shelf.counters().count(Operation.SET_METADATA, 0, () -> {
            try (FileLocks.Held _ = shelf.locks().hold(place)) {
                apply(request, place.metadata());
            } catch (IOException e) {
                throw place.storePath().failure(e, "metadata of " + place.filename(), request.metadata().length);
            }
            return place;
        });
        peer.reply(Status.OK);
        return place;
    }

    private void apply(SetMetadata request, Place file) throws IOException {
        boolean exists = StoredFile.exists(file);
        if (request.metadata().length == 0) {
            if (!request.merge() && exists) {
                MetadataVersion gone = MetadataVersion.deletion(System.currentTimeMillis() / 1000)
                        .after(shelf.version(file));
                Files.delete(file.path());
                shelf.logged(BinlogRecord.own(gone.seconds(), new Change.Delete(file.filename())));
            }
            return;
        }
        byte[] text = request.merge() && exists
                ? MetadataText.merged(stored(file), request.metadata())
                : MetadataText.packed(request.metadata());
        long seconds = replace(file, text);
        Change change = exists ? new Change.Update(file.filename()) : new Change.Create(file.filename());
        shelf.logged(BinlogRecord.own(seconds, change));
    }

    private static byte[] stored(Place file) throws FdfsException {
        try (StoredContent content = StoredFile.find(file).open()) {
            if (content.size() > MAX_STORED_BYTES) {
                throw FdfsException.invalid(file.filename() + " has " + content.size() + " bytes, too many to merge");
            }
            byte[] text = new byte[(int) content.size()];
            content.read(ByteBuffer.wrap(text), 0);
            return text;
        }
    }

    /** Returns the time of the new file, which is that of its record: by it the members agree on the newest. */
    private long replace(Place file, byte[] text) throws IOException {
        try (TempFile temp = TempFile.create(file.storePath(), text.length)) {
            temp.write(ByteBuffer.wrap(text));
            long written = temp.modifiedSeconds();
            long seconds = MetadataVersion.text(written, crc32(text))
                    .after(shelf.version(file))
                    .seconds();
            if (seconds != written) {
                temp.setTimes(seconds);
            }
            temp.moveTo(file);
            return seconds;
        }
    }

    private static int crc32(byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        return (int) crc.getValue();
    }
}
