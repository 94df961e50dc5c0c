package io.fastdfs.tracker;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.leader.TrackerList;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may change the cluster by command: {@code fdfs_admin_allow_hosts}, or else this machine and those of the cluster.
 * What servers tell each other is not meant: it has its own rules, and servers of C may come from any of their addresses.
 */
final class Administrators {
    private static final Logger log = LoggerFactory.getLogger(Administrators.class);

    private final Optional<AllowedPeers> configured;
    private final Cluster cluster;
    private final TrackerList trackers;

    Administrators(Optional<AllowedPeers> configured, Cluster cluster, TrackerList trackers) {
        this.configured = configured;
        this.cluster = cluster;
        this.trackers = trackers;
    }

    /**
     * Lets an administrator pass.
     *
     * @throws FdfsException EACCES for anybody else
     */
    void require(Connection peer) throws FdfsException {
        if (!allows(peer.remoteAddress(), peer.localAddress())) {
            log.warn("{} wants to change the cluster, and is not in fdfs_admin_allow_hosts: refused", peer);
            throw new FdfsException(Status.EACCES, peer + " may not change the cluster");
        }
    }

    /**
     * Whether an administrator may come from there.
     *
     * @param here the address of this machine to which it has connected
     */
    boolean allows(InetAddress from, InetAddress here) {
        return configured.isPresent()
                ? configured.get().allows(from)
                : from.isLoopbackAddress() || from.equals(here) || isMember(IpText.of(from));
    }

    private boolean isMember(String address) {
        return cluster.hasStorageAt(address)
                || trackers.all().stream()
                        .anyMatch(tracker -> tracker.addresses().contains(address));
    }
}
