package io.fastdfs.storage.report;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.GroupView;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.Trackers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions to the trackers that are rare enough for a connection of their own; the leader is asked first. */
public final class TrackerCalls implements Trackers {
    private final List<InetSocketAddress> trackers;
    private final Dialer dialer;
    private final String groupName;
    private final GroupView group;
    private final OutgoingConnection.Timeouts timeouts;

    public TrackerCalls(
            List<InetSocketAddress> trackers,
            Dialer dialer,
            String groupName,
            GroupView group,
            OutgoingConnection.Timeouts timeouts) {
        this.trackers = List.copyOf(trackers);
        this.dialer = dialer;
        this.groupName = groupName;
        this.group = group;
        this.timeouts = timeouts;
    }

    @Override
    public Optional<SyncSource> sourceOf(String memberId) throws IOException {
        IOException failure = null;
        for (InetSocketAddress tracker : leaderFirst()) {
            try {
                BodyReader answer = ask(tracker, new OfStorage(Command.STORAGE_SYNC_SRC_REQ, groupName, memberId));
                return answer.left() == 0 ? Optional.empty() : Optional.of(SyncSource.decode(answer));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException("there is no tracker") : failure;
    }

    @Override
    public void report(Member member, StorageStatus status) throws IOException {
        StorageBrief brief = new StorageBrief(
                status.code, 0, member.id(), member.address().getAddress().getHostAddress());
        IOException failure = new IOException("there is no tracker");
        boolean heard = false;
        for (InetSocketAddress tracker : trackers) {
            try {
                ask(tracker, new ReportStatus(groupName, brief)).end();
                heard = true;
            } catch (IOException e) {
                failure = e;
            }
        }
        if (!heard) {
            throw failure;
        }
    }

    private List<InetSocketAddress> leaderFirst() {
        List<InetSocketAddress> ordered = new ArrayList<>(trackers);
        group.leader().ifPresent(leader -> ordered.sort(Comparator.comparing(tracker -> !isAt(tracker, leader))));
        return ordered;
    }

    static boolean isAt(InetSocketAddress tracker, GroupView.Leader leader) {
        return tracker.getPort() == leader.port()
                && tracker.getAddress() != null
                && tracker.getAddress().getHostAddress().equals(leader.address());
    }

    private BodyReader ask(InetSocketAddress tracker, Request request) throws IOException {
        try (OutgoingConnection connection = dialer.connect(tracker, timeouts)) {
            BodyReader answer = connection.ask(request);
            connection.tell(new EmptyRequest(Command.QUIT));
            return answer;
        }
    }
}
