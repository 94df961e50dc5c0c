package io.fastdfs.storage.sync;

import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replication to all peers: a {@link PeerSync} for each, as soon as the tracker lists it. */
public final class Replication implements AutoCloseable {
    private final SyncParts parts;
    private final String markSuffix;
    private final Map<String, PeerSync> peers = new TreeMap<>();
    private boolean closed;

    /**
     * @param markSuffix behind the peer's id in the name of its mark file: {@code .mark}, without storage ids {@code _<own
     *     port>.mark}
     */
    public Replication(SyncParts parts, String markSuffix) {
        this.parts = parts;
        this.markSuffix = markSuffix;
    }

    public void start() {
        parts.membership().onMember(this::begin);
    }

    private synchronized void begin(Member member) {
        if (!closed && !peers.containsKey(member.id())) {
            PeerSync peer = new PeerSync(member.id(), member.id() + markSuffix, parts);
            peers.put(member.id(), peer);
            peer.start();
        }
    }

    /** How far each peer is, in the order of their ids. */
    public List<PeerStatus> status() throws IOException {
        List<PeerSync> all;
        synchronized (this) {
            all = List.copyOf(peers.values());
        }
        List<PeerStatus> status = new ArrayList<>();
        for (PeerSync peer : all) {
            status.add(peer.status());
        }
        return status;
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
