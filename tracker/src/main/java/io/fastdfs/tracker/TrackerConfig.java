package io.fastdfs.tracker;

import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.tracker.cluster.Policy;
import io.fastdfs.tracker.cluster.ReservedSpace;
import io.fastdfs.tracker.identity.Identities;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about one tracker. The names are the keys of {@code tracker.conf}.
 *
 * @param listen addresses and ports of the service, one or more; that by which the cluster knows it first
 * @param basePath its state lies in {@code data} below it
 * @param connectTimeout how long to wait for a connection to another tracker
 * @param networkTimeout a peer that is silent inside a request for so long is closed
 * @param checkActiveInterval a storage without a heartbeat for so long is offline
 * @param groupStatLayout 113, or 105 bytes a group for the list calls of clients made before 6.13; our own key
 * @param identities {@code use_storage_id}, {@code id_type_in_filename} and {@code trust_storage_server_id}
 * @param allowed who may connect
 * @param admins who may change the cluster by command; empty: the machines of the cluster
 * @param advice what storages are told besides
 */
public record TrackerConfig(
        List<InetSocketAddress> listen,
        Path basePath,
        int maxConnections,
        Duration connectTimeout,
        Duration networkTimeout,
        Duration checkActiveInterval,
        int groupStatLayout,
        Policy policy,
        Identities identities,
        AllowedPeers allowed,
        Optional<AllowedPeers> admins,
        Advice advice) {
    /**
     * What only storages make something of.
     *
     * @param ipChangedAutoAdjust {@code storage_ip_changed_auto_adjust}
     * @param slaveFilesAreLinks {@code store_slave_file_use_link}
     */
    public record Advice(boolean ipChangedAutoAdjust, boolean slaveFilesAreLinks) {
        public static final Advice DEFAULT = new Advice(true, false);
    }

    public TrackerConfig {
        listen = List.copyOf(listen);
        if (groupStatLayout != GroupStat.BYTES && groupStatLayout != GroupStat.OLD_BYTES) {
            throw new IllegalArgumentException("group_stat_layout " + groupStatLayout + " is not 113 or 105");
        }
    }

    /** C's defaults, with 1 % of the space reserved. */
    public static TrackerConfig defaults(InetSocketAddress bind, Path basePath) {
        return new TrackerConfig(
                List.of(bind),
                basePath,
                10_240,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(100),
                GroupStat.BYTES,
                Policy.defaults(new ReservedSpace.Ratio(0.01)),
                Identities.byAddress(),
                AllowedPeers.EVERYBODY,
                Optional.empty(),
                Advice.DEFAULT);
    }

    /** Where it listens first. */
    public InetSocketAddress bind() {
        return listen.getFirst();
    }

    public TrackerConfig withGroupStatLayout(int bytes) {
        return new TrackerConfig(
                listen,
                basePath,
                maxConnections,
                connectTimeout,
                networkTimeout,
                checkActiveInterval,
                bytes,
                policy,
                identities,
                allowed,
                admins,
                advice);
    }

    public TrackerConfig withPolicy(Policy other) {
        return new TrackerConfig(
                listen,
                basePath,
                maxConnections,
                connectTimeout,
                networkTimeout,
                checkActiveInterval,
                groupStatLayout,
                other,
                identities,
                allowed,
                admins,
                advice);
    }

    public TrackerConfig withIdentities(Identities other) {
        return new TrackerConfig(
                listen,
                basePath,
                maxConnections,
                connectTimeout,
                networkTimeout,
                checkActiveInterval,
                groupStatLayout,
                policy,
                other,
                allowed,
                admins,
                advice);
    }

    public TrackerConfig withAdmins(AllowedPeers other) {
        return new TrackerConfig(
                listen,
                basePath,
                maxConnections,
                connectTimeout,
                networkTimeout,
                checkActiveInterval,
                groupStatLayout,
                policy,
                identities,
                allowed,
                Optional.of(other),
                advice);
    }

    public TrackerConfig withAllowed(AllowedPeers other) {
        return new TrackerConfig(
                listen,
                basePath,
                maxConnections,
                connectTimeout,
                networkTimeout,
                checkActiveInterval,
                groupStatLayout,
                policy,
                identities,
                other,
                admins,
                advice);
    }
}
