package io.fastdfs.storage.group;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.ChangeLogReply;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.ReportIpChanged;
import io.fastdfs.protocol.tracker.ServerIdReply;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.state.InitFlag;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storages that are known by another name than before: without storage ids by a new address, and by an id since ids were
 * switched on. Trackers and marks follow, so that nobody begins anew. Source: FastDFS storage_ip_changed_dealer.c.
 */
public final class Renaming {
    private static final Logger log = LoggerFactory.getLogger(Renaming.class);
    private static final int MAX_LOG_CHARACTERS = 1 << 20;
    private static final int LOG_COLUMNS = 5;

    private final InitFlag state;
    private final String group;
    private final BiConsumer<String, String> peerMoved;
    /** The address of this storage at its last start; empty if none is noted. */
    private final String before;

    /** @param peerMoved takes the address that a peer had, and the one that it has */
    public Renaming(InitFlag state, String group, BiConsumer<String, String> peerMoved) {
        this.state = state;
        this.group = group;
        this.peerMoved = peerMoved;
        before = state.lastAddress().split(",", -1)[0].strip();
    }

    /**
     * Tells a tracker, before this storage joins, if it has another address than at its last start, and notes the new one.
     *
     * @param own the addresses by which the tracker sees this storage
     * @param follows the trackers want to be told
     * @throws IOException if a running storage has the old address at this tracker, which passes when it is this one
     */
    public void announce(OutgoingConnection tracker, List<InetAddress> own, boolean follows) throws IOException {
        String now = IpText.of(own.getFirst());
        if (follows && !before.isEmpty() && !before.equals(now)) {
            tell(tracker, now);
        }
        state.setLastAddress(own.stream().map(IpText::of).collect(Collectors.joining(",")));
    }

    private void tell(OutgoingConnection tracker, String now) throws IOException {
        try {
            tracker.ask(new ReportIpChanged(group, before, now, Width.IPV6)).end();
            log.info("{} knows that this storage has moved from {} to {}", tracker, before, now);
        } catch (FdfsException e) {
            Status status = e.status();
            if (status.equals(Status.EBUSY)) {
                // C goes on, and the storage is there twice.
                throw new IOException("another storage runs at " + before + ", where this one was before", e);
            }
            if (!List.of(Status.EALREADY, Status.ENOENT, Status.EEXIST).contains(status)) {
                throw e;
            }
            log.info("{}, told that this storage has moved from {} to {}: {}", tracker, before, now, e.getMessage());
        }
    }

    /** Asks the tracker that this storage has joined who has moved meanwhile. */
    public void hear(OutgoingConnection tracker) throws IOException {
        StringBuilder lines = new StringBuilder();
        String part;
        do {
            part = ChangeLogReply.decode(tracker.ask(new EmptyRequest(Command.STORAGE_CHANGELOG_REQ)))
                    .text();
            lines.append(part);
        } while (!part.isEmpty() && lines.length() < MAX_LOG_CHARACTERS);
        for (String line : lines.toString().split("\n", -1)) {
            take(line.split(" ", -1));
        }
    }

    /** {@code seconds group id status argument}; others may stand there in parts, and those of other groups. */
    private void take(String[] columns) throws IOException {
        if (columns.length != LOG_COLUMNS
                || !columns[1].equals(group)
                || !columns[3].equals(String.valueOf(StorageStatus.IP_CHANGED.code))) {
            return;
        }
        String former = columns[2];
        String now = columns[4];
        if (isAddress(former) && isAddress(now)) {
            peerMoved.accept(former, now);
            if (state.sourceId().equals(former)) {
                state.renameSource(now);
            }
        }
    }

    private static boolean isAddress(String text) {
        return IpText.parse(text).isPresent();
    }

    /** Since ids were switched on, the storage that has filled this one has an id too. */
    public void idOfSource(OutgoingConnection tracker, int port) throws IOException {
        String source = state.sourceId();
        if (!isAddress(source)) {
            return;
        }
        try {
            BodyReader answer = tracker.ask(new FindStorage(Command.STORAGE_GET_SERVER_ID, group, source + ":" + port));
            state.renameSource(ServerIdReply.decode(answer).storageId());
        } catch (FdfsException e) {
            if (!e.status().equals(Status.ENOENT)) {
                throw e;
            }
            state.renameSource("");
        }
    }
}
