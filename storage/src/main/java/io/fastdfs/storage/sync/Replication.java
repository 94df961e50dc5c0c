package io.fastdfs.storage.sync;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Replication to all peers: a {@link PeerSync} for each, as soon as the tracker lists it. */
public final class Replication implements AutoCloseable {
    private final SyncParts parts;
    private final Function<Member, String> markName;
    private final Map<String, PeerSync> peers = new TreeMap<>();
    private boolean closed;

    /** @param markName the name of the mark file of a peer */
    public Replication(SyncParts parts, Function<Member, String> markName) {
        this.parts = parts;
        this.markName = markName;
    }

    public void start() {
        parts.membership().onMember(this::begin);
    }

    private synchronized void begin(Member member) {
        if (!closed && !peers.containsKey(member.id())) {
            PeerSync peer = new PeerSync(member.id(), markName.apply(member), parts);
            peers.put(member.id(), peer);
            peer.start();
        }
    }

    /** A peer that is known by its address has another one now, and goes on where it was. */
    public void moved(String before, String now, int ownPort) {
        PeerSync peer;
        synchronized (this) {
            peer = peers.remove(before);
        }
        if (peer != null) {
            peer.close();
        }
        MarkFiles.rename(parts.folder(), MarkFiles.withoutIds(before, ownPort), MarkFiles.withoutIds(now, ownPort));
    }

    /** How far each peer is, in the order of their ids. */
    public ReplicationProgress progress() throws FdfsException {
        List<PeerSync> all;
        synchronized (this) {
            all = List.copyOf(peers.values());
        }
        List<ReplicationProgress.Peer> progress = new ArrayList<>();
        for (PeerSync peer : all) {
            try {
                progress.add(peer.progress());
            } catch (IOException e) {
                throw new FdfsException(Status.EIO, "backlog of " + peer.peerId(), e);
            }
        }
        return new ReplicationProgress(progress);
    }

    /** Stops all; what a peer has not got yet it gets after the next start. */
    @Override
    public void close() {
        List<PeerSync> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(peers.values());
        }
        all.forEach(PeerSync::close);
    }
}
