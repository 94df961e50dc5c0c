package io.fastdfs.storage.report;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.GroupView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two trackers that both say that they lead, because they do not reach each other. Each is told, so that they choose again;
 * storages of C do the same.
 */
record LeaderDispute(List<InetSocketAddress> trackers, Dialer dialer, OutgoingConnection.Timeouts timeouts) {
    private static final Logger log = LoggerFactory.getLogger(LeaderDispute.class);

    /** True if the former leader leads still, beside the new one. */
    boolean between(GroupView.Leader former, GroupView.Leader now) {
        if (former.equals(now) || !leads(former)) {
            return false;
        }
        log.warn("trackers {} and {} both lead; they are told to choose again", former, now);
        complain(former);
        complain(now);
        return true;
    }

    private boolean leads(GroupView.Leader tracker) {
        try {
            return TrackerStatus.decode(ask(tracker, Command.TRACKER_GET_STATUS))
                    .leader();
        } catch (IOException _) {
            return false; // Who does not answer does not lead this storage.
        }
    }

    private void complain(GroupView.Leader tracker) {
        try {
            ask(tracker, Command.TRACKER_NOTIFY_RESELECT_LEADER).end();
        } catch (IOException e) {
            log.info("tracker {} has not heard that two lead: {}", tracker, e.getMessage());
        }
    }

    private BodyReader ask(GroupView.Leader tracker, Command command) throws IOException {
        InetSocketAddress address = trackers.stream()
                .filter(known -> TrackerCalls.isAt(known, tracker))
                .findFirst()
                .orElseThrow(() -> new IOException("no tracker " + tracker + " is configured"));
        try (OutgoingConnection connection = dialer.connect(address, timeouts)) {
            BodyReader answer = connection.ask(new EmptyRequest(command));
            connection.tell(new EmptyRequest(Command.QUIT));
            return answer;
        }
    }
}
