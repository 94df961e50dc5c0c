package io.fastdfs.cli;

import io.fastdfs.protocol.storage.ReplicationProgress.Peer;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far the members of a group are behind one of them, for people and for scripts. */
record ReplicationReport(List<Peer> peers) {
    ReplicationReport {
        peers = List.copyOf(peers);
    }

    void print(PrintWriter out, String indent) {
        for (Peer peer : peers) {
            out.println(indent + "to " + peer.id() + ": " + line(peer));
        }
    }

    private static String line(Peer peer) {
        StringBuilder line = new StringBuilder(peer.state());
        if (peer.records() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    ", %,d records (%,d MB) behind, the oldest %d s old, %.0f records/s",
                    peer.records(),
                    peer.bytes() >> 20,
                    peer.oldestSeconds(),
                    peer.milliRecordsPerSecond() / 1000.0));
            line.append(peer.secondsLeft() < 0 ? "" : ", " + peer.secondsLeft() + " s left");
        }
        if (peer.setAside() > 0) {
            line.append(", ").append(peer.setAside()).append(" set aside: see its .quarantine file in data/sync");
        }
        return line.toString();
    }

    List<Map<String, Object>> facts() {
        return peers.stream().map(ReplicationReport::facts).toList();
    }

    private static Map<String, Object> facts(Peer peer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", peer.id());
        facts.put("status", peer.status());
        facts.put("state", peer.state());
        facts.put("records", peer.records());
        facts.put("bytes", peer.bytes());
        facts.put("oldestSeconds", peer.oldestSeconds());
        facts.put("recordsPerSecond", peer.milliRecordsPerSecond() / 1000.0);
        facts.put("secondsLeft", peer.secondsLeft());
        facts.put("setAside", peer.setAside());
        return facts;
    }
}
