package io.fastdfs.cli.tools;

import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageId;
import io.fastdfs.conf.StorageIdsFile;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.ParametersReply;
import io.fastdfs.protocol.tracker.StorageIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The addresses of the storages by id, as storage_ids.conf has them.
 *
 * @param lastConnected whether the address that worked last is tried first, and not the one that a tracker named
 */
record StorageHosts(Map<String, ServerHost> byId, boolean lastConnected) {
    /** What C answers when no tracker told it the parameters: EINTR. */
    private static final Status NO_PARAMETERS = new Status(4);

    private static final Set<String> IN_USE = Set.of("1", "true", "yes", "on");
    private static final int MAX_PAGES = 10_000;

    StorageHosts {
        byId = Map.copyOf(byId);
    }

    static StorageHosts none() {
        return new StorageHosts(Map.of(), false);
    }

    static StorageHosts of(List<StorageId> storages, boolean lastConnected) throws FdfsException {
        Map<String, ServerHost> byId = new HashMap<>();
        for (StorageId storage : storages) {
            byId.put(storage.id(), ServerHost.resolve(new ServerAddress(storage.hosts(), storage.port())));
        }
        return new StorageHosts(byId, lastConnected);
    }

    /** Asks a tracker whether ids are in use, and for all of them if they are. */
    static StorageHosts fetch(Trackers trackers, boolean lastConnected) throws FdfsException {
        try (Peer tracker = trackers.connect()) {
            Map<String, String> parameters = ParametersReply.decode(
                            tracker.ask(new EmptyRequest(Command.STORAGE_PARAMETER_REQ)))
                    .values();
            if (!IN_USE.contains(parameters.getOrDefault("use_storage_id", "").toLowerCase(Locale.ROOT))) {
                return none();
            }
            List<String> lines = new ArrayList<>();
            for (int page = 0; page < MAX_PAGES; page++) {
                StorageIds answer = StorageIds.decode(tracker.ask(new FetchStorageIds(lines.size(), false)));
                lines.addAll(answer.lines());
                if (answer.lines().isEmpty() || lines.size() >= answer.total()) {
                    break;
                }
            }
            // What is wrong with one of them is the business of the tracker, and hides no other.
            String name = "storage ids of " + Peer.name(tracker.server());
            return of(StorageIdsFile.parse(name, String.join("\n", lines)).entries(), lastConnected);
        } catch (IOException e) {
            throw new FdfsException(NO_PARAMETERS, "load the parameters from a tracker: " + e.getMessage(), e);
        }
    }

    /** The inner address of a storage; empty if the id is not known. */
    String addressOf(int id) {
        ServerHost host = byId.get(String.valueOf(id));
        return host == null ? "" : host.addresses().getFirst().address();
    }

    /** The address itself and, if its storage has two, the other one. */
    List<Endpoint> sameStorage(Endpoint address) {
        for (ServerHost host : byId.values()) {
            if (host.contains(address)) {
                return host.with(address).addresses();
            }
        }
        return List.of(address);
    }
}
