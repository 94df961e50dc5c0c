package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.ReplicationProgress;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.StorageStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stores and fetches files. Thread-safe; one for the whole application.
 *
 * <p>Every method throws {@link FastdfsException} if a server refuses or fails, and another {@link IOException} if the
 * local side of a transfer does. Reading is tried at every server that may help. A change is sent once: when its answer
 * is lost, nobody knows whether it happened, and the exception has no {@link FastdfsException#status status}.
 */
public final class FastdfsClient implements AutoCloseable {
    private static final Duration TEST_AFTER_IDLE = Duration.ofSeconds(5);

    private final ConnectionPool pool;
    private final Trackers trackers;
    private final Storages storages;
    private final ClusterAdmin admin;
    private final boolean verifyDownloads;

    private FastdfsClient(Builder builder) {
        pool = new ConnectionPool(
                new ConnectionPool.Limits(builder.maxConnectionsPerServer, TEST_AFTER_IDLE, builder.closeAfterIdle),
                new Timeouts(builder.connectTimeout, builder.networkTimeout));
        trackers = new Trackers(builder.trackers, pool);
        storages = new Storages(trackers, pool);
        admin = new ClusterAdmin(builder.trackers, pool);
        verifyDownloads = builder.verifyDownloads;
    }

    /** A client is built from the addresses of its trackers; all else has a default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A client with the trackers and time-outs of a {@code client.conf}.
     *
     * @throws IOException if the file cannot be read, or has an error
     */
    public static FastdfsClient fromConf(Path clientConf) throws IOException {
        return builder().conf(clientConf).build();
    }

    /** Stores a file; its extension is that of the path. */
    public FileId upload(Path file) throws IOException {
        return upload(Content.of(file));
    }

    /** Stores bytes; the extension comes without its dot and has at most 6 characters. */
    public FileId upload(byte[] content, String extension) throws IOException {
        return upload(Content.of(content).withExtension(extension));
    }

    /** Stores the next {@code length} bytes of a stream, which stays open. */
    public FileId upload(InputStream content, long length, String extension) throws IOException {
        return upload(Content.of(content, length).withExtension(extension));
    }

    /** Stores a plain file in a group that the tracker chooses. */
    public FileId upload(Content content) throws IOException {
        return upload(content, UploadOptions.plain());
    }

    /** Stores a file. A storage that cannot be reached is passed over; after that the content is sent once. */
    public FileId upload(Content content, UploadOptions options) throws IOException {
        return new Upload(trackers, storages, options).store(content);
    }

    /**
     * Stores a file beside its master and named after it, as {@code …_150x150.jpg} of {@code ….jpg}.
     *
     * @param prefix what stands between the master's name and the dot: 1 to 16 letters, digits, '-', '_', '.'
     * @param content with the extension of the new file; without one it gets that of the master
     * @throws IllegalArgumentException if the prefix or the resulting name is not allowed
     */
    public FileId uploadSlave(FileId master, String prefix, Content content) throws IOException {
        return storages.change(master, SlaveName.request(master, prefix, content), content, Storages::newFile);
    }

    /** Adds content at the end of an appender file. */
    public void append(FileId id, Content content) throws IOException {
        storages.change(id, new AppendFile(id.filename(), content.length()), content);
    }

    /** Overwrites an appender file from this offset on, which is at most its size; it may become longer. */
    public void modify(FileId id, long offset, Content content) throws IOException {
        storages.change(id, new ModifyFile(id.filename(), offset, content.length()), content);
    }

    /** Gives an appender file a new size in bytes; where it grows, it is filled with zeros. */
    public void truncate(FileId id, long size) throws IOException {
        storages.change(id, new TruncateFile(id.filename(), size), Content.none());
    }

    /** Makes an appender file a plain one with a new id; the old id is gone, and so is its metadata. */
    public FileId regenerate(FileId id) throws IOException {
        return storages.change(id, new RegenerateFilename(id.filename()), Content.none(), Storages::newFile);
    }

    /** Deletes a file with its metadata; its slaves stay. */
    public void delete(FileId id) throws IOException {
        storages.change(id, new DeleteFile(id.group(), id.filename()), Content.none());
    }

    /** Fetches a whole file. */
    public byte[] download(FileId id) throws IOException {
        return download(id, DownloadOptions.whole());
    }

    /** Fetches a file or a range of it. */
    public byte[] download(FileId id, DownloadOptions options) throws IOException {
        Target.Bytes bytes = new Target.Bytes();
        download(id, bytes, options);
        return bytes.bytes();
    }

    /** Fetches a file into another; nothing changes under that name unless all bytes have come and are right. */
    public void download(FileId id, Path to) throws IOException {
        download(id, to, DownloadOptions.whole());
    }

    /** As above, for a file or a range of it. A path that is a device or a pipe is written as the bytes come. */
    public void download(FileId id, Path to, DownloadOptions options) throws IOException {
        if (Files.exists(to) && !Files.isRegularFile(to) && !Files.isDirectory(to)) {
            try (OutputStream device = Files.newOutputStream(to)) {
                download(id, device, options);
            }
            return;
        }
        try (Target.PartFile file = Target.PartFile.beside(to)) {
            download(id, file, options);
            file.complete();
        }
    }

    /**
     * Fetches a file into a stream, which stays open. What was written stays written when the download fails, as it does
     * when the bytes have another CRC32 than their id says.
     */
    public void download(FileId id, OutputStream to) throws IOException {
        download(id, to, DownloadOptions.whole());
    }

    /** As above, for a file or a range of it. */
    public void download(FileId id, OutputStream to, DownloadOptions options) throws IOException {
        download(id, new Target.Stream(to), options);
    }

    private void download(FileId id, Target target, DownloadOptions options) throws IOException {
        new Download(storages, pool, id, options).into(target, verifyDownloads);
    }

    /** Size, time and CRC32. For the CRC32 of an appender or slave a storage reads the whole file. */
    public FileInfo info(FileId id) throws IOException {
        return storages.info(id, 0);
    }

    /** As above, quick for every file; the CRC32 of an appender or slave is 0. */
    public FileInfo infoWithoutCrc(FileId id) throws IOException {
        return storages.info(id, QueryFileInfo.WITHOUT_CRC);
    }

    /** The metadata of a file, by key; empty if it has none. */
    public Map<String, String> metadata(FileId id) throws IOException {
        try {
            byte[] text = storages.ask(id, new GetMetadata(id.group(), id.filename()), BodyReader::rest);
            return Metadata.decode(text);
        } catch (FastdfsException e) {
            if (!e.is(Status.ENOENT)) {
                throw e;
            }
            // The answer is the same for a file that is not there: then this throws.
            storages.info(id, QueryFileInfo.WITHOUT_CRC | QueryFileInfo.SILENT);
            return Map.of();
        }
    }

    /**
     * Replaces all metadata of a file; an empty map removes it.
     *
     * @throws IllegalArgumentException if a key has more than 64 bytes or a value more than 256
     */
    public void overwriteMetadata(FileId id, Map<String, String> metadata) throws IOException {
        setMetadata(id, false, metadata);
    }

    /**
     * Adds to the metadata of a file; the new value wins for a key.
     *
     * @throws IllegalArgumentException if a key has more than 64 bytes or a value more than 256
     */
    public void mergeMetadata(FileId id, Map<String, String> metadata) throws IOException {
        setMetadata(id, true, metadata);
    }

    private void setMetadata(FileId id, boolean merge, Map<String, String> metadata) throws IOException {
        SetMetadata request = new SetMetadata(merge, id.group(), id.filename(), Metadata.encode(metadata));
        storages.change(id, request, Content.none());
    }

    /** All groups, as a tracker sees them. */
    public List<GroupStat> groups() throws IOException {
        return trackers.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS), GroupStat::decodeAll);
    }

    /** The storages of a group, as a tracker sees them. */
    public List<StorageStat> storages(String group) throws IOException {
        return trackers.ask(new ListStorages(group, ""), StorageStat::decodeAll);
    }

    /**
     * How far the other members of its group are behind a storage.
     *
     * @throws FastdfsException EINVAL from a storage of C, which does not tell
     */
    public List<ReplicationProgress.Peer> replication(StorageStat storage) throws IOException {
        return admin.replication(new Endpoint(storage.address(), (int) storage.port()));
    }

    /** What operators do. */
    public ClusterAdmin admin() {
        return admin;
    }

    /** Closes what is idle now, and every other connection when its request is done; new requests are refused. */
    @Override
    public void close() {
        pool.close();
    }

    /** Settings of a client. */
    public static final class Builder {
        private final List<ServerAddress> trackers = new ArrayList<>();
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration networkTimeout = Duration.ofSeconds(30);
        private Duration closeAfterIdle = Duration.ofMinutes(5);
        private int maxConnectionsPerServer = 64;
        private boolean verifyDownloads = true;

        private Builder() {}

        /**
         * A tracker as host:port, or as host alone with port 22122; an IPv6 address in brackets. Any one of several
         * trackers is enough.
         */
        public Builder tracker(String hostAndPort) {
            trackers.addAll(ServerAddress.ofTracker(hostAndPort));
            return this;
        }

        /**
         * The trackers and time-outs of a {@code client.conf}.
         *
         * @throws IOException if the file cannot be read, or has an error
         */
        public Builder conf(Path clientConf) throws IOException {
            return ClientConf.read(clientConf, this);
        }

        /** How long to wait for a connection; 5 s unless set. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = positive("connect time-out", timeout);
            return this;
        }

        /** How long to wait for the next byte in either direction, and for a free connection; 30 s unless set. */
        public Builder networkTimeout(Duration timeout) {
            networkTimeout = positive("network time-out", timeout);
            return this;
        }

        /** A connection that was idle for so long is closed; 5 minutes unless set. */
        public Builder closeAfterIdle(Duration idle) {
            closeAfterIdle = positive("idle time", idle);
            return this;
        }

        /** How many connections there may be to one server; 64 unless set. Requests beyond them wait. */
        public Builder maxConnectionsPerServer(int connections) {
            if (connections < 1) {
                throw new IllegalArgumentException(connections + " connections to a server");
            }
            maxConnectionsPerServer = connections;
            return this;
        }

        /**
         * Whether whole downloads of plain files are checked against the CRC32 in their id; on unless set. Switch it off
         * for a cluster of C storages with {@code check_file_duplicate}: their ids have a random number there.
         */
        public Builder verifyDownloads(boolean verify) {
            verifyDownloads = verify;
            return this;
        }

        private static Duration positive(String name, Duration timeout) {
            if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(name + " of " + timeout);
            }
            return timeout;
        }

        /**
         * Makes the client; it connects when it is first used.
         *
         * @throws IllegalStateException if no tracker is set
         */
        public FastdfsClient build() {
            if (trackers.isEmpty()) {
                throw new IllegalStateException("a client needs at least one tracker");
            }
            return new FastdfsClient(this);
        }
    }
}
