package io.fastdfs.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.SyncDelete;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.protocol.storage.SyncRange;
import io.fastdfs.protocol.storage.SyncTruncate;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.storage.appender.AppenderHandler;
import io.fastdfs.storage.delete.DeleteHandler;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.download.DownloadHandler;
import io.fastdfs.storage.metadata.MetadataHandler;
import io.fastdfs.storage.replica.ReplicaHandler;
import io.fastdfs.storage.report.Counters;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.upload.UploadHandler;
import java.io.IOException;
import java.util.function.IntSupplier;

/** Decodes each request and sends it to its handler. */
final class Dispatch implements RequestHandler {
    /** Metadata and other small bodies are read as a whole; C allows as much as its {@code buff_size}. */
    private static final int MAX_SMALL_BODY = 256 * 1024;

    private final UploadHandler uploads;
    private final AppenderHandler appenders;
    private final DownloadHandler downloads;
    private final MetadataHandler metadata;
    private final DeleteHandler deletes;
    private final ReplicaHandler replicas;
    private final Counters counters;

    Dispatch(Shelf shelf, ReplicaHandler replicas, IntSupplier addressWidth, Counters counters) {
        this.uploads = new UploadHandler(shelf);
        this.appenders = new AppenderHandler(shelf);
        this.downloads = new DownloadHandler(shelf, addressWidth);
        this.metadata = new MetadataHandler(shelf);
        this.deletes = new DeleteHandler(shelf);
        this.replicas = replicas;
        this.counters = counters;
    }

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        Command command = Command.of(request.command());
        if (command == null) {
            throw FdfsException.invalid("unknown command " + request.command());
        }
        switch (command) {
            case UPLOAD_FILE -> upload(peer, false);
            case UPLOAD_APPENDER_FILE -> upload(peer, true);
            case UPLOAD_SLAVE_FILE -> {
                var slave = UploadSlaveFile.decode(peer.readHead());
                counters.count(Operation.UPLOAD, slave.contentBytes(), () -> uploads.uploadSlave(peer, slave));
            }
            case APPEND_FILE -> {
                var append = AppendFile.decode(peer.readHead());
                counters.count(Operation.APPEND, append.contentBytes(), () -> appenders.append(peer, append));
            }
            case MODIFY_FILE -> {
                var modify = ModifyFile.decode(peer.readHead());
                counters.count(Operation.MODIFY, modify.contentBytes(), () -> appenders.modify(peer, modify));
            }
            case TRUNCATE_FILE -> {
                TruncateFile truncate = readTruncate(peer);
                counters.count(Operation.TRUNCATE, 0, () -> appenders.truncate(peer, truncate));
            }
            case REGENERATE_APPENDER_FILENAME ->
                appenders.regenerate(peer, RegenerateFilename.decode(small(peer, request)));
            case DOWNLOAD_FILE -> {
                var download = DownloadFile.decode(small(peer, request));
                counters.download(() -> downloads.download(peer, download));
            }
            case QUERY_FILE_INFO -> downloads.info(peer, QueryFileInfo.decode(request.status(), small(peer, request)));
            case SET_METADATA -> {
                var set = SetMetadata.decode(small(peer, request));
                counters.count(Operation.SET_METADATA, 0, () -> metadata.set(peer, set));
            }
            case GET_METADATA -> {
                var get = GetMetadata.decode(small(peer, request));
                counters.count(Operation.GET_METADATA, 0, () -> metadata.get(peer, get));
            }
            case DELETE_FILE -> {
                var delete = DeleteFile.decode(small(peer, request));
                counters.count(Operation.DELETE, 0, () -> deletes.delete(peer, delete));
            }
            case REPORT_SERVER_ID,
                    SYNC_CREATE_FILE,
                    SYNC_UPDATE_FILE,
                    SYNC_DELETE_FILE,
                    SYNC_APPEND_FILE,
                    SYNC_MODIFY_FILE,
                    SYNC_TRUNCATE_FILE,
                    SYNC_CREATE_LINK,
                    SYNC_RENAME_FILE -> replicate(peer, command, request);
            case ACTIVE_TEST -> {
                small(peer, request).end();
                peer.reply(Status.OK);
            }
            case QUIT -> peer.close();
            default -> throw FdfsException.invalid(command + " is not served by this storage");
        }
    }

    private void replicate(Connection peer, Command command, Header request) throws IOException {
        switch (command) {
            case REPORT_SERVER_ID -> replicas.introduce(peer, ReportServerId.decode(small(peer, request)));
            case SYNC_CREATE_FILE, SYNC_UPDATE_FILE ->
                replicas.file(peer, SyncFile.decode(command, request.status(), peer.readHead()));
            case SYNC_DELETE_FILE -> replicas.delete(peer, SyncDelete.decode(small(peer, request)));
            case SYNC_APPEND_FILE, SYNC_MODIFY_FILE -> replicas.range(peer, SyncRange.decode(command, peer.readHead()));
            case SYNC_TRUNCATE_FILE -> replicas.truncate(peer, SyncTruncate.decode(small(peer, request)));
            case SYNC_CREATE_LINK -> replicas.link(peer, SyncName.decode(command, small(peer, request)));
            case SYNC_RENAME_FILE -> replicas.rename(peer, SyncName.decode(command, small(peer, request)));
            default -> throw new IllegalStateException(command + " is no command of another storage");
        }
    }

    private void upload(Connection peer, boolean appender) throws IOException {
        UploadFile upload = UploadFile.decode(appender, peer.readHead());
        counters.count(Operation.UPLOAD, upload.contentBytes(), () -> uploads.upload(peer, upload));
    }

    /** Waits for the name and for nothing behind it: some clients announce more than they send. */
    private static TruncateFile readTruncate(Connection peer) throws IOException {
        long nameBytes = peer.readHead(TruncateFile.FIXED_BYTES).size();
        return TruncateFile.decode(
                peer.readHead(TruncateFile.FIXED_BYTES + (int) Math.min(nameBytes, Width.MAX_FILENAME)));
    }

    private static BodyReader small(Connection peer, Header request) throws IOException {
        return peer.readBody(request.bodyLength(), MAX_SMALL_BODY);
    }
}
