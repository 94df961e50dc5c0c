package io.fastdfs.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FetchBinlog;
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
import io.fastdfs.storage.download.DownloadHandler;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.link.LinkHandler;
import io.fastdfs.storage.metadata.MetadataHandler;
import io.fastdfs.storage.recovery.PathBinlogHandler;
import io.fastdfs.storage.replica.ReplicaHandler;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.sync.Replication;
import io.fastdfs.storage.upload.UploadHandler;
import java.io.IOException;

/** Decodes each request and sends it to its handler. */
final class Dispatch implements RequestHandler {
    /** Metadata and other small bodies are read as a whole; C allows as much as its {@code buff_size}. */
    private static final int MAX_SMALL_BODY = 256 * 1024;

    private final UploadHandler uploads;
    private final AppenderHandler appenders;
    private final DownloadHandler downloads;
    private final MetadataHandler metadata;
    private final DeleteHandler deletes;
    private final LinkHandler links;
    private final ReplicaHandler replicas;
    private final Replication replication;
    private final PathBinlogHandler pathBinlogs;
    private final SelfReport report;

    Dispatch(Shelf shelf, Membership membership, Fetch fetch, Replicating replicating, SelfReport report) {
        this.uploads = new UploadHandler(shelf, fetch);
        this.appenders = new AppenderHandler(shelf, fetch);
        this.downloads = new DownloadHandler(shelf, fetch, membership);
        this.metadata = new MetadataHandler(shelf, fetch);
        this.deletes = new DeleteHandler(shelf, fetch);
        this.links = new LinkHandler(shelf);
        this.replicas = replicating.replicas;
        this.replication = replicating.replication;
        this.report = report;
        this.pathBinlogs = new PathBinlogHandler(shelf);
    }

    /** What comes from other storages of the group, and what goes to them. */
    record Replicating(ReplicaHandler replicas, Replication replication) {}

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        Command command = Command.of(request.command());
        if (command == null) {
            throw FdfsException.invalid("unknown command " + request.command());
        }
        switch (command) {
            case UPLOAD_FILE -> uploads.upload(peer, UploadFile.decode(false, peer.readHead()));
            case UPLOAD_APPENDER_FILE -> uploads.upload(peer, UploadFile.decode(true, peer.readHead()));
            case UPLOAD_SLAVE_FILE -> uploads.uploadSlave(peer, UploadSlaveFile.decode(peer.readHead()));
            case APPEND_FILE -> appenders.append(peer, AppendFile.decode(peer.readHead()));
            case MODIFY_FILE -> appenders.modify(peer, ModifyFile.decode(peer.readHead()));
            case TRUNCATE_FILE -> appenders.truncate(peer, readTruncate(peer));
            case REGENERATE_APPENDER_FILENAME ->
                appenders.regenerate(peer, RegenerateFilename.decode(small(peer, request)));
            case DOWNLOAD_FILE -> downloads.download(peer, DownloadFile.decode(small(peer, request)));
            case QUERY_FILE_INFO -> downloads.info(peer, QueryFileInfo.decode(request.status(), small(peer, request)));
            case SET_METADATA -> metadata.set(peer, SetMetadata.decode(small(peer, request)));
            case GET_METADATA -> downloads.metadata(peer, GetMetadata.decode(small(peer, request)));
            case DELETE_FILE -> deletes.delete(peer, DeleteFile.decode(small(peer, request)));
            case CREATE_LINK -> links.create(peer, CreateLink.decode(small(peer, request)));
            case REPORT_SERVER_ID,
                    SYNC_CREATE_FILE,
                    SYNC_UPDATE_FILE,
                    SYNC_DELETE_FILE,
                    SYNC_APPEND_FILE,
                    SYNC_MODIFY_FILE,
                    SYNC_TRUNCATE_FILE,
                    SYNC_CREATE_LINK,
                    SYNC_RENAME_FILE -> replicate(peer, command, request);
            case REPLICATION_STATUS -> {
                small(peer, request).end();
                BodyWriter body = new BodyWriter();
                replication.progress().encode(body);
                peer.reply(body);
            }
            case SERVER_REPORT -> {
                small(peer, request).end();
                BodyWriter body = new BodyWriter();
                report.now().encode(body);
                peer.reply(body);
            }
            case FETCH_ONE_PATH_BINLOG -> pathBinlogs.stream(peer, FetchBinlog.decode(small(peer, request)));
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
            case REPORT_SERVER_ID ->
                replicas.introduce(peer, ReportServerId.decode(request.status(), small(peer, request)));
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
