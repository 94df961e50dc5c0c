package io.fastdfs.client;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.Status;
import java.util.Map;

/** What a status means for one command, where its usual words say little. */
final class Refusal {
    private static final String NOT_ADMIN = "this host may not do that, see fdfs_admin_allow_hosts in tracker.conf";
    private static final Map<Command, Map<Status, String>> ADMINISTRATION = Map.of(
            Command.SERVER_DELETE_STORAGE,
            Map.of(
                    Status.EACCES,
                    NOT_ADMIN,
                    Status.EBUSY,
                    "the storage is at work; stop it first",
                    Status.EALREADY,
                    "the storage is deleted already"),
            Command.SERVER_DELETE_GROUP,
            Map.of(
                    Status.EACCES,
                    NOT_ADMIN,
                    Status.EBUSY,
                    "the group has storages; deleted ones count until the tracker restarts"),
            Command.SERVER_SET_TRUNK_SERVER,
            Map.of(
                    Status.EACCES,
                    NOT_ADMIN + "; or nothing may be written to the storage",
                    Status.EEXIST,
                    "another storage is the trunk server, and at work",
                    Status.EALREADY,
                    "the storage is the trunk server already",
                    Status.ENONET,
                    "the storage is not active",
                    Status.EOPNOTSUPP,
                    "this tracker does not lead, or the cluster has no trunk files"));

    private Refusal() {}

    static String inWords(Command command, Status status) {
        String meaning = meaning(command, status);
        return meaning.isEmpty() ? status.inWords() : meaning + " (" + status.code() + ")";
    }

    private static String meaning(Command command, Status status) {
        if (status.equals(Status.ENOENT)) {
            return notFound(command);
        }
        if (status.equals(Status.ENOSPC)) {
            return full(command);
        }
        if (status.equals(Status.EINVAL)) {
            return invalid(command);
        }
        return ADMINISTRATION.getOrDefault(command, Map.of()).getOrDefault(status, "");
    }

    private static String notFound(Command command) {
        return switch (command) {
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE, SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL ->
                "no storage is ready to take files";
            case SERVICE_QUERY_STORE_WITH_GROUP_ONE, SERVICE_QUERY_STORE_WITH_GROUP_ALL ->
                "no such group, or none of its storages is ready to take files";
            case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_FETCH_ALL, SERVICE_QUERY_UPDATE ->
                "no such group, or none of its storages is ready";
            case SERVER_LIST_STORAGE, SERVER_LIST_ONE_GROUP, SERVER_DELETE_STORAGE, SERVER_SET_TRUNK_SERVER ->
                "no such group or storage";
            case SERVER_DELETE_GROUP -> "no such group";
            case SERVER_GET_LEADER -> "it knows no tracker that leads";
            case UPLOAD_SLAVE_FILE -> "no such master file";
            case GET_METADATA -> "no such file, or it has no metadata";
            case DOWNLOAD_FILE,
                    QUERY_FILE_INFO,
                    DELETE_FILE,
                    SET_METADATA,
                    APPEND_FILE,
                    MODIFY_FILE,
                    TRUNCATE_FILE,
                    REGENERATE_APPENDER_FILENAME -> "no such file";
            default -> "";
        };
    }

    private static String full(Command command) {
        return switch (command) {
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE, SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL ->
                "no group has enough free space";
            case SERVICE_QUERY_STORE_WITH_GROUP_ONE, SERVICE_QUERY_STORE_WITH_GROUP_ALL ->
                "the group has not enough free space";
            default -> "";
        };
    }

    private static String invalid(Command command) {
        return switch (command) {
            case APPEND_FILE, TRUNCATE_FILE, REGENERATE_APPENDER_FILENAME -> "not an appender file, or no valid id";
            case MODIFY_FILE -> "not an appender file, or the offset is behind its end";
            case DOWNLOAD_FILE -> "no valid id, or the range begins behind the end of the file";
            case DELETE_FILE, QUERY_FILE_INFO, GET_METADATA, SET_METADATA -> "no valid id for this group";
            default -> "";
        };
    }
}
