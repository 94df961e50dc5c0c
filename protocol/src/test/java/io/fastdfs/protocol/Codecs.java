package io.fastdfs.protocol;

import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.DownloadFile;
import io.fastdfs.protocol.storage.FetchBinlog;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.SyncDelete;
import io.fastdfs.protocol.storage.SyncFile;
import io.fastdfs.protocol.storage.SyncName;
import io.fastdfs.protocol.storage.SyncRange;
import io.fastdfs.protocol.storage.SyncTruncate;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.TrunkAllocate;
import io.fastdfs.protocol.storage.TrunkBinlogLines;
import io.fastdfs.protocol.storage.TrunkBinlogSize;
import io.fastdfs.protocol.storage.TrunkSlot;
import io.fastdfs.protocol.storage.TrunkSlotUse;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.protocol.tracker.AdvertiseAddress;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.ChangeLogReply;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetGroupName;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetSystemFile;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupName;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.JoinLeader;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.ListGroup;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.MyIpReply;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.ParametersReply;
import io.fastdfs.protocol.tracker.PingLeader;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.ReplicaChange;
import io.fastdfs.protocol.tracker.ReportIpChanged;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.ServerIdReply;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.protocol.tracker.SystemFilePart;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.protocol.tracker.TrunkFileId;
import io.fastdfs.protocol.tracker.TrunkFreeSpace;
import io.fastdfs.protocol.tracker.TrunkServerReply;
import io.fastdfs.protocol.tracker.TrunkServers;
import io.fastdfs.protocol.tracker.VolumeStats;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds the codec of any frame, so that tests can walk all of them. */
final class Codecs {
    private Codecs() {}

    /**
     * A decoded answer.
     *
     * @param message equal to every other answer that says the same
     * @param encoder writes it again
     */
    record Reply(Object message, Consumer<BodyWriter> encoder) {
        void encode(BodyWriter body) {
            encoder.accept(body);
        }
    }

    /** The request of this command and header status. */
    static Request request(Command command, int status, BodyReader body) throws FdfsException {
        return switch (command) {
            case REPORT_SERVER_ID -> ReportServerId.decode(body);
            case UPLOAD_FILE, UPLOAD_APPENDER_FILE -> UploadFile.decode(command == Command.UPLOAD_APPENDER_FILE, body);
            case DELETE_FILE -> DeleteFile.decode(body);
            case SET_METADATA -> SetMetadata.decode(body);
            case DOWNLOAD_FILE -> DownloadFile.decode(body);
            case GET_METADATA -> GetMetadata.decode(body);
            case SYNC_CREATE_FILE, SYNC_UPDATE_FILE -> SyncFile.decode(command, status, body);
            case SYNC_DELETE_FILE -> SyncDelete.decode(body);
            case SYNC_CREATE_LINK, SYNC_RENAME_FILE -> SyncName.decode(command, body);
            case CREATE_LINK -> CreateLink.decode(body);
            case UPLOAD_SLAVE_FILE -> UploadSlaveFile.decode(body);
            case QUERY_FILE_INFO -> QueryFileInfo.decode(status, body);
            case APPEND_FILE -> AppendFile.decode(body);
            case SYNC_APPEND_FILE, SYNC_MODIFY_FILE -> SyncRange.decode(command, body);
            case FETCH_ONE_PATH_BINLOG -> FetchBinlog.decode(body);
            case TRUNK_ALLOC_SPACE -> TrunkAllocate.decode(body);
            case TRUNK_ALLOC_CONFIRM, TRUNK_FREE_SPACE -> TrunkSlotUse.decode(command, status, body);
            case TRUNK_SYNC_BINLOG -> TrunkBinlogLines.decode(body);
            case MODIFY_FILE -> ModifyFile.decode(body);
            case TRUNCATE_FILE -> TruncateFile.decode(body);
            case SYNC_TRUNCATE_FILE -> SyncTruncate.decode(body);
            case REGENERATE_APPENDER_FILENAME -> RegenerateFilename.decode(body);
            case TRACKER_JOIN_LEADER -> JoinLeader.decode(body);
            case STORAGE_CHANGE_STATUS -> ChangeStatus.decode(body);
            case STORAGE_GET_MY_IP -> GetMyIp.decode(body);
            case TRACKER_GET_ONE_SYS_FILE -> GetSystemFile.decode(body);
            case TRACKER_PING_LEADER -> PingLeader.decode(body);
            case TRACKER_NOTIFY_NEXT_LEADER, TRACKER_COMMIT_NEXT_LEADER -> Leader.decode(command, body);
            case STORAGE_FETCH_STORAGE_IDS -> FetchStorageIds.decode(body);
            case STORAGE_GET_SERVER_ID, STORAGE_GET_STATUS -> FindStorage.decode(command, body);
            case STORAGE_REPORT_TRUNK_FID -> TrunkFileId.decode(body);
            case STORAGE_REPORT_TRUNK_FREE -> TrunkFreeSpace.decode(body);
            case STORAGE_REPORT_STATUS -> ReportStatus.decode(body);
            case STORAGE_CHANGELOG_REQ ->
                body.left() == 0 ? new EmptyRequest(command) : OfStorage.decode(command, body);
            case STORAGE_SYNC_SRC_REQ -> OfStorage.decode(command, body);
            case STORAGE_REPORT_IP_CHANGED -> ReportIpChanged.decode(body);
            case STORAGE_JOIN -> StorageJoin.decode(body);
            case STORAGE_BEAT -> StorageBeat.decode(body);
            case STORAGE_REPORT_DISK_USAGE -> DiskUsage.decode(body);
            case STORAGE_REPLICA_CHG -> ReplicaChange.decode(body);
            case STORAGE_SYNC_NOTIFY -> SyncNotify.decode(body);
            case STORAGE_SYNC_REPORT -> SyncReport.decode(body);
            case SERVER_LIST_ONE_GROUP -> ListGroup.decode(body);
            case SERVER_LIST_STORAGE -> ListStorages.decode(body);
            case SERVER_DELETE_STORAGE -> DeleteStorage.decode(body);
            case SERVER_SET_TRUNK_SERVER -> SetTrunkServer.decode(body);
            case SERVER_TRACKER_CLUSTER_STAT -> GetTrackers.decode(body);
            case SERVER_STORAGE_CLUSTER_STAT -> GetStorages.decode(body);
            case SERVER_STORAGE_VOLUMN_STAT -> GetVolumes.decode(body);
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITH_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL,
                    SERVICE_QUERY_STORE_WITH_GROUP_ALL -> QueryStore.decode(command, body);
            case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_UPDATE, SERVICE_QUERY_FETCH_ALL ->
                QueryFetch.decode(command, body);
            case SERVER_DELETE_GROUP -> DeleteGroup.decode(body);
            case STORAGE_GET_GROUP_NAME -> GetGroupName.decode(body);
            case STORAGE_ADVERTISE_ADDRESS -> AdvertiseAddress.decode(body);
            case RESPONSE -> throw FdfsException.invalid("a response is no request");
            case TRUNK_GET_BINLOG_SIZE,
                    TRUNK_DELETE_BINLOG_MARKS,
                    TRUNK_TRUNCATE_BINLOG_FILE,
                    TRACKER_GET_SYS_FILES_START,
                    TRACKER_GET_SYS_FILES_END,
                    TRACKER_GET_STATUS,
                    TRACKER_NOTIFY_RESELECT_LEADER,
                    STORAGE_FETCH_TRUNK_FID,
                    STORAGE_PARAMETER_REQ,
                    STORAGE_SYNC_DEST_QUERY,
                    STORAGE_SYNC_DEST_REQ,
                    SERVER_LIST_ALL_GROUPS,
                    SERVER_GET_LEADER,
                    QUIT,
                    REPLICATION_STATUS,
                    SERVER_REPORT,
                    ACTIVE_TEST -> EmptyRequest.decode(command, body);
        };
    }

    /** The answer of status 0 to a request of this command. */
    static Reply reply(Command command, BodyReader body) throws FdfsException {
        return switch (command) {
            case UPLOAD_FILE, UPLOAD_APPENDER_FILE, UPLOAD_SLAVE_FILE, CREATE_LINK, REGENERATE_APPENDER_FILENAME ->
                reply(FileNameReply.decode(body), FileNameReply::encode);
            case QUERY_FILE_INFO -> reply(FileInfoReply.decode(body), FileInfoReply::encode);
            case TRUNK_ALLOC_SPACE -> reply(body.last(TrunkSlot::decode), TrunkSlot::encode);
            case TRUNK_GET_BINLOG_SIZE -> reply(TrunkBinlogSize.decode(body), TrunkBinlogSize::encode);
            case STORAGE_GET_MY_IP -> reply(MyIpReply.decode(body), MyIpReply::encode);
            case STORAGE_GET_SERVER_ID -> reply(ServerIdReply.decode(body), ServerIdReply::encode);
            case STORAGE_GET_STATUS -> reply(body.last(StorageBrief::decode), StorageBrief::encode);
            case STORAGE_PARAMETER_REQ -> reply(ParametersReply.decode(body), ParametersReply::encode);
            case STORAGE_CHANGELOG_REQ -> reply(ChangeLogReply.decode(body), ChangeLogReply::encode);
            case STORAGE_FETCH_STORAGE_IDS -> reply(StorageIds.decode(body), StorageIds::encode);
            case STORAGE_FETCH_TRUNK_FID -> reply(TrunkFileId.decode(body), TrunkFileId::encode);
            case STORAGE_JOIN -> reply(JoinReply.decode(body), JoinReply::encode);
            case STORAGE_BEAT, STORAGE_REPORT_DISK_USAGE, STORAGE_SYNC_REPORT ->
                reply(ChangeList.decode(body), ChangeList::encode);
            case STORAGE_SYNC_SRC_REQ, STORAGE_SYNC_DEST_REQ, STORAGE_SYNC_DEST_QUERY ->
                body.left() == 0 ? NOTHING : reply(SyncSource.decode(body), SyncSource::encode);
            case SERVER_LIST_ONE_GROUP -> reply(body.last(GroupStat::decode), GroupStat::encode);
            case SERVER_LIST_ALL_GROUPS ->
                reply(GroupStat.decodeAll(body), (all, writer) -> all.forEach(one -> one.encode(writer)));
            case SERVER_LIST_STORAGE -> {
                int width = body.left() % StorageStat.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
                yield reply(
                        StorageStat.decodeAll(body), (all, writer) -> all.forEach(one -> one.encode(writer, width)));
            }
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITH_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL,
                    SERVICE_QUERY_STORE_WITH_GROUP_ALL -> {
                long list = body.left() - Width.GROUP - 1;
                int width = list % Endpoint.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
                yield reply(QueryStoreReply.decode(body), (answer, writer) -> answer.encode(writer, width));
            }
            case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_UPDATE, SERVICE_QUERY_FETCH_ALL -> {
                long list = body.left() - Width.GROUP;
                int width = list % Endpoint.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
                yield reply(QueryFetchReply.decode(body), (answer, writer) -> answer.encode(writer, width));
            }
            case TRACKER_GET_STATUS -> reply(TrackerStatus.decode(body), TrackerStatus::encode);
            case TRACKER_PING_LEADER -> reply(TrunkServers.decode(body), TrunkServers::encode);
            case TRACKER_GET_ONE_SYS_FILE -> reply(SystemFilePart.decode(body), SystemFilePart::encode);
            case SERVER_GET_LEADER -> reply(Leader.decode(command, body), Leader::encode);
            case SERVER_SET_TRUNK_SERVER -> reply(TrunkServerReply.decode(body), TrunkServerReply::encode);
            case SERVER_TRACKER_CLUSTER_STAT -> reply(TrackerStats.decode(body), TrackerStats::encode);
            case SERVER_STORAGE_CLUSTER_STAT -> reply(StorageStats.decode(body), StorageStats::encode);
            case SERVER_STORAGE_VOLUMN_STAT -> reply(VolumeStats.decode(body), VolumeStats::encode);
            case SERVER_REPORT -> reply(ServerReport.decode(body), ServerReport::encode);
            case REPLICATION_STATUS -> reply(ReplicationProgress.decode(body), ReplicationProgress::encode);
            case STORAGE_GET_GROUP_NAME -> reply(GroupName.decode(body), GroupName::encode);
            // Content of files, which no record holds.
            case DOWNLOAD_FILE, GET_METADATA -> reply(body.restText(), (content, writer) -> writer.text(content));
            case STORAGE_ADVERTISE_ADDRESS,
                    REPORT_SERVER_ID,
                    DELETE_FILE,
                    SET_METADATA,
                    SYNC_CREATE_FILE,
                    SYNC_DELETE_FILE,
                    SYNC_UPDATE_FILE,
                    SYNC_CREATE_LINK,
                    APPEND_FILE,
                    SYNC_APPEND_FILE,
                    TRUNK_ALLOC_CONFIRM,
                    TRUNK_FREE_SPACE,
                    TRUNK_SYNC_BINLOG,
                    TRUNK_DELETE_BINLOG_MARKS,
                    TRUNK_TRUNCATE_BINLOG_FILE,
                    MODIFY_FILE,
                    SYNC_MODIFY_FILE,
                    TRUNCATE_FILE,
                    SYNC_TRUNCATE_FILE,
                    SYNC_RENAME_FILE,
                    TRACKER_JOIN_LEADER,
                    STORAGE_CHANGE_STATUS,
                    TRACKER_GET_SYS_FILES_START,
                    TRACKER_GET_SYS_FILES_END,
                    TRACKER_NOTIFY_NEXT_LEADER,
                    TRACKER_COMMIT_NEXT_LEADER,
                    TRACKER_NOTIFY_RESELECT_LEADER,
                    STORAGE_REPORT_TRUNK_FID,
                    STORAGE_REPORT_TRUNK_FREE,
                    STORAGE_REPORT_STATUS,
                    STORAGE_REPORT_IP_CHANGED,
                    STORAGE_REPLICA_CHG,
                    STORAGE_SYNC_NOTIFY,
                    SERVER_DELETE_STORAGE,
                    SERVER_DELETE_GROUP,
                    ACTIVE_TEST -> body.last(empty -> NOTHING);
            case FETCH_ONE_PATH_BINLOG, QUIT, RESPONSE -> throw FdfsException.invalid(command + " has no such answer");
        };
    }

    private static final Reply NOTHING = new Reply("", writer -> {});

    private static <T> Reply reply(T message, BiConsumer<T, BodyWriter> encoder) {
        return new Reply(message, writer -> encoder.accept(message, writer));
    }
}
