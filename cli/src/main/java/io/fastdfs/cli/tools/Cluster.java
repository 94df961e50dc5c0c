package io.fastdfs.cli.tools;

import io.fastdfs.conf.ClientKeys;
import io.fastdfs.conf.ConfException;
import io.fastdfs.conf.ConfFile;
import io.fastdfs.conf.Finding;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.conf.Values;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster that a client.conf names.
 *
 * @param trackers in C's order
 * @param storageHosts the storages by id; empty if ids are not in use
 * @param secretKey of the tokens in printed URLs; empty if there are none
 */
record Cluster(Trackers trackers, Timeouts timeouts, StorageHosts storageHosts, String secretKey) {
    static final String DEFAULT_CONF = "/etc/fdfs/client.conf";

    /**
     * Reads the file, and fetches from a tracker what it says is to be fetched.
     *
     * @throws FdfsException with what the tool exits with: ENOENT without a file, EINVAL if it has an error
     */
    static Cluster of(Call call, String conf) throws FdfsException {
        Values values = read(call, conf);
        Timeouts timeouts =
                new Timeouts(values.get(ClientKeys.CONNECT_TIMEOUT), values.get(ClientKeys.NETWORK_TIMEOUT));
        Trackers trackers = new Trackers(trackers(values), timeouts);
        String secretKey = values.get(ClientKeys.CHECK_TOKEN)
                ? values.get(ClientKeys.SECRET_KEY).orElse("")
                : "";
        return new Cluster(trackers, timeouts, storageHosts(call, values, trackers), secretKey);
    }

    private static Values read(Call call, String conf) throws FdfsException {
        String location = conf.contains("://") ? conf : call.path(conf).toString();
        try {
            return ClientKeys.KEYS.read(ConfFile.read(location)).accepted(finding -> log(call, finding));
        } catch (IOException e) {
            throw refused(call, conf, e);
        }
    }

    private static FdfsException refused(Call call, String file, IOException why) {
        if (why instanceof ConfException errors) {
            errors.findings().forEach(finding -> log(call, finding));
            return new FdfsException(Status.EINVAL, file + " is refused", why);
        }
        return Errno.ofFile(String.valueOf(why.getMessage()), why);
    }

    /** What only explains is left to {@code fdfs conf check}. */
    private static void log(Call call, Finding finding) {
        String line = finding.line() == 0 ? "" : " line " + finding.line();
        switch (finding.severity()) {
            case ERROR -> call.log("ERROR", finding.file() + line + ": " + finding.message());
            case WARN -> call.log("WARNING", finding.file() + line + ": " + finding.message());
            case INFO -> {}
        }
    }

    private static List<ServerHost> trackers(Values values) throws FdfsException {
        List<ServerHost> trackers = new ArrayList<>();
        for (ServerAddress address : values.get(ClientKeys.TRACKER_SERVER)) {
            ServerHost tracker = ServerHost.resolve(address);
            if (!trackers.contains(tracker)) {
                trackers.add(tracker);
            }
        }
        trackers.sort(ServerHost.ORDER);
        return trackers;
    }

    private static StorageHosts storageHosts(Call call, Values values, Trackers trackers) throws FdfsException {
        boolean lastConnected = values.get(ClientKeys.CONNECT_FIRST_BY);
        if (values.get(ClientKeys.LOAD_FDFS_PARAMETERS_FROM_TRACKER)) {
            return StorageHosts.fetch(trackers, lastConnected);
        }
        if (!values.get(ClientKeys.USE_STORAGE_ID)) {
            return StorageHosts.none();
        }
        // Without a file name the conf file was refused.
        Path ids = values.file()
                .resolve(values.get(ClientKeys.STORAGE_IDS_FILENAME)
                        .orElseThrow()
                        .toString());
        try {
            StorageIdsFile file = StorageIdsFile.read(ids).accepted(finding -> log(call, finding));
            return StorageHosts.of(file.entries(), lastConnected);
        } catch (IOException e) {
            throw refused(call, ids.toString(), e);
        }
    }
}
