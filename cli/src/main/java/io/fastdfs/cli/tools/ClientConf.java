package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a tool takes from client.conf.
 *
 * @param trackers in C's order, at most 16
 * @param storageHosts the servers by id; empty if ids are not in use
 * @param secretKey of the tokens in printed URLs; empty if there are none
 */
record ClientConf(Trackers trackers, Timeouts timeouts, StorageHosts storageHosts, String secretKey) {
    static final String DEFAULT_FILE = "/etc/fdfs/client.conf";

    private static final int MAX_TRACKERS = 16;
    private static final int DEFAULT_CONNECT_SECONDS = 10;
    private static final int DEFAULT_NETWORK_SECONDS = 30;

    /**
     * Reads it, and fetches from a tracker what it says is to be fetched.
     *
     * @throws FdfsException with the errno that C exits with
     */
    static ClientConf load(Call call, String name) throws FdfsException {
        Path file = call.path(name);
        ConfText text = ConfText.read(file);
        requireDirectory(text.last("base_path", "/tmp"));
        Timeouts timeouts = new Timeouts(
                positive(text.number("connect_timeout", DEFAULT_CONNECT_SECONDS), DEFAULT_CONNECT_SECONDS),
                positive(text.number("network_timeout", DEFAULT_NETWORK_SECONDS), DEFAULT_NETWORK_SECONDS));
        Trackers trackers = new Trackers(trackers(name, text.all("tracker_server")), timeouts);
        String secretKey = "";
        if (text.yes("http.anti_steal.check_token")) {
            secretKey = text.last("http.anti_steal.secret_key", "");
            if (secretKey.isEmpty()) {
                throw FdfsException.invalid(name + ": http.anti_steal.check_token without http.anti_steal.secret_key");
            }
        }
        return new ClientConf(trackers, timeouts, storageHosts(file, text, trackers), secretKey);
    }

    private static void requireDirectory(String basePath) throws FdfsException {
        Path path = Path.of(basePath);
        if (!Files.exists(path)) {
            throw new FdfsException(Status.ENOENT, "base_path = " + basePath + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            throw new FdfsException(Errno.ENOTDIR, "base_path = " + basePath + " is not a directory");
        }
    }

    private static int positive(int number, int otherwise) {
        return number > 0 ? number : otherwise;
    }

    private static List<ServerHost> trackers(String name, List<String> values) throws FdfsException {
        if (values.isEmpty()) {
            throw new FdfsException(Status.ENOENT, name + " has no tracker_server");
        }
        List<ServerHost> trackers = new ArrayList<>();
        for (String value : values.subList(0, Math.min(values.size(), MAX_TRACKERS))) {
            ServerHost tracker = ServerHost.parse(value);
            if (!trackers.contains(tracker)) {
                trackers.add(tracker);
            }
        }
        trackers.sort(ServerHost.ORDER);
        return List.copyOf(trackers);
    }

    private static StorageHosts storageHosts(Path file, ConfText text, Trackers trackers) throws FdfsException {
        boolean lastConnected =
                text.last("connect_first_by", "").toLowerCase(Locale.ROOT).startsWith("last");
        if (text.yes("load_fdfs_parameters_from_tracker")) {
            return StorageHosts.fetch(trackers, lastConnected);
        }
        if (!text.yes("use_storage_id")) {
            return StorageHosts.none();
        }
        Path ids = file.resolveSibling(text.required("storage_ids_filename"));
        try {
            return StorageHosts.parse(Files.readAllLines(ids), lastConnected);
        } catch (IOException e) {
            throw Errno.ofFile("read " + ids, e);
        }
    }
}
