package io.fastdfs.storage;

import io.fastdfs.protocol.Width;
import io.fastdfs.server.Listener;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Reserve;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.report.ClusterParameters;
import io.fastdfs.storage.report.Counters;
import io.fastdfs.storage.report.Identity;
import io.fastdfs.storage.report.TrackerSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** One storage: opens its disks, listens, and reports to its trackers until it is closed. */
public final class StorageServer implements AutoCloseable {
    private final StorePaths paths;
    private final Binlog binlog;
    private final Listener listener;
    private final List<TrackerSession> sessions;
    private volatile ClusterParameters parameters = new ClusterParameters(new Reserve.Megabytes(0), Width.IPV4);

    /** Makes folders where they are missing and binds the port; {@link #start} begins to serve. */
    public StorageServer(StorageConfig config) throws IOException {
        paths = StorePaths.open(config.storePaths(), config.subdirCountPerPath());
        binlog = Binlog.open(config.basePath());
        NewNames names =
                new NewNames(sourceOf(config.bind()), config.subdirCountPerPath(), config.fileDistributeRotateCount());
        Shelf shelf = new Shelf(
                config.group(),
                paths,
                names,
                new FileLocks(),
                new TransferBuffers(),
                binlog,
                () -> parameters.reserve());
        Counters counters = new Counters();
        Dispatch dispatch = new Dispatch(shelf, () -> parameters.addressWidth(), counters);
        listener = new Listener(
                config.bind(), new Listener.Limits(config.maxConnections(), config.networkTimeout(), true), dispatch);
        long now = System.currentTimeMillis() / 1000;
        Identity identity = new Identity(
                config.group(),
                config.bind().getAddress(),
                listener.address().getPort(),
                paths,
                config.subdirCountPerPath(),
                config.trackers(),
                now,
                now,
                counters,
                listener::connectionCount);
        TrackerSession.Timing timing = new TrackerSession.Timing(
                config.heartBeatInterval(), config.statReportInterval(), config.networkTimeout());
        sessions = config.trackers().stream()
                .map(tracker -> new TrackerSession(tracker, identity, timing, heard -> parameters = heard))
                .toList();
    }

    /** The four source bytes of every name made here. */
    private static int sourceOf(InetSocketAddress bind) {
        byte[] address = bind.getAddress().getAddress();
        return ByteBuffer.wrap(address, address.length == 4 ? 0 : 8, 4).getInt();
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    public void start() {
        listener.start();
        sessions.forEach(TrackerSession::start);
    }

    /** Closes the connections, waits for what they were doing, and flushes the binlog. */
    @Override
    public void close() throws IOException {
        for (TrackerSession session : sessions) {
            session.close();
        }
        listener.close();
        binlog.close();
    }
}
