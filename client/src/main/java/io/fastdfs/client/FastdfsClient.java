package io.fastdfs.client;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.EmptyRequest;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.FileInfoReply;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.QueryFileInfo;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.StorageStat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Stores and fetches files. Thread-safe; one for the whole application. */
public final class FastdfsClient implements AutoCloseable {
    private static final LongConsumer NO_PROGRESS = bytes -> {};

    private final Trackers trackers;
    private final ConnectionPool pool;
    private final boolean verifyDownloads;

    private FastdfsClient(Builder builder) {
        Timeouts timeouts = new Timeouts(builder.connectTimeout, builder.networkTimeout);
        pool = new ConnectionPool(timeouts, builder.maxConnectionsPerServer);
        trackers = new Trackers(builder.trackers, pool);
        verifyDownloads = builder.verifyDownloads;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a client. */
    public static final class Builder {
        private final List<InetSocketAddress> trackers = new ArrayList<>();
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration networkTimeout = Duration.ofSeconds(30);
        private int maxConnectionsPerServer = 64;
        private boolean verifyDownloads = true;

        private Builder() {}

        /** A tracker, as host:port; the port is 22122 when there is none. Any one of several is enough. */
        public Builder tracker(String hostAndPort) {
            trackers.add(ClientConf.address(hostAndPort));
            return this;
        }

        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        public Builder networkTimeout(Duration timeout) {
            networkTimeout = timeout;
            return this;
        }

        public Builder maxConnectionsPerServer(int connections) {
            maxConnectionsPerServer = connections;
            return this;
        }

        /** Whether whole downloads of plain files are checked against the CRC in the id; on by default. */
        public Builder verifyDownloads(boolean verify) {
            verifyDownloads = verify;
            return this;
        }

        public FastdfsClient build() {
            if (trackers.isEmpty()) {
                throw new IllegalArgumentException("a client needs at least one tracker");
            }
            return new FastdfsClient(this);
        }
    }

    /** A client with the trackers and time-outs of a {@code client.conf}. */
    public static FastdfsClient fromConf(Path clientConf) throws IOException {
        return ClientConf.read(clientConf, builder()).build();
    }

    /** Stores a file; its extension is that of the path. */
    public FileId upload(Path file) throws IOException {
        return upload(file, NO_PROGRESS);
    }

    /** Stores a file; {@code progress} hears the bytes sent so far. */
    public FileId upload(Path file, LongConsumer progress) throws IOException {
        return upload(Content.of(file), extensionOf(file), false, progress);
    }

    /** Stores bytes; the extension comes without its dot and has at most 6 characters. */
    public FileId upload(byte[] content, String extension) throws IOException {
        return upload(Content.of(content), extension, false, NO_PROGRESS);
    }

    /** Stores the next {@code length} bytes of the stream. */
    public FileId upload(InputStream content, long length, String extension) throws IOException {
        return upload(Content.of(content, length), extension, false, NO_PROGRESS);
    }

    /** Stores a file that can be changed later. */
    public FileId uploadAppender(Path file, LongConsumer progress) throws IOException {
        return upload(Content.of(file), extensionOf(file), true, progress);
    }

    /** Stores bytes that can be changed later. */
    public FileId uploadAppender(byte[] content, String extension) throws IOException {
        return upload(Content.of(content), extension, true, NO_PROGRESS);
    }

    private FileId upload(Content content, String extension, boolean appender, LongConsumer progress)
            throws IOException {
        QueryStoreReply where = QueryStoreReply.decode(trackers.ask(new QueryStore(false, null)));
        UploadFile request = new UploadFile(appender, (byte) where.storePathIndex(), content.bytes(), extension);
        return newFile(where.storages().get(0), request, content, progress);
    }

    /** Stores a file beside its master, named after it: "…_150x150.jpg". */
    public FileId uploadSlave(FileId master, String prefix, String extension, Path file) throws IOException {
        return uploadSlave(master, prefix, extension, Content.of(file));
    }

    /** Stores bytes beside their master. */
    public FileId uploadSlave(FileId master, String prefix, String extension, byte[] content) throws IOException {
        return uploadSlave(master, prefix, extension, Content.of(content));
    }

    private FileId uploadSlave(FileId master, String prefix, String extension, Content content) throws IOException {
        UploadSlaveFile request = new UploadSlaveFile(master.filename(), prefix, extension, content.bytes());
        return newFile(holderForUpdate(master), request, content, NO_PROGRESS);
    }

    private FileId newFile(Endpoint storage, Request request, Content content, LongConsumer progress)
            throws IOException {
        FileNameReply made = FileNameReply.decode(ask(storage, request, content, progress));
        return new FileId(made.group(), made.filename());
    }

    public void append(FileId id, Path file) throws IOException {
        append(id, Content.of(file));
    }

    public void append(FileId id, byte[] content) throws IOException {
        append(id, Content.of(content));
    }

    private void append(FileId id, Content content) throws IOException {
        ask(holderForUpdate(id), new AppendFile(id.filename(), content.bytes()), content, NO_PROGRESS);
    }

    /** Overwrites an appender from this offset on, in bytes. */
    public void modify(FileId id, long offset, Path file) throws IOException {
        modify(id, offset, Content.of(file));
    }

    /** Overwrites an appender from this offset on, in bytes. */
    public void modify(FileId id, long offset, byte[] content) throws IOException {
        modify(id, offset, Content.of(content));
    }

    private void modify(FileId id, long offset, Content content) throws IOException {
        ask(holderForUpdate(id), new ModifyFile(id.filename(), offset, content.bytes()), content, NO_PROGRESS);
    }

    /** Gives an appender a new size in bytes. */
    public void truncate(FileId id, long size) throws IOException {
        ask(holderForUpdate(id), new TruncateFile(id.filename(), size), Content.none(), NO_PROGRESS);
    }

    /** Makes an appender a plain file; its old id is gone. */
    public FileId regenerate(FileId id) throws IOException {
        return newFile(holderForUpdate(id), new RegenerateFilename(id.filename()), Content.none(), NO_PROGRESS);
    }

    public void delete(FileId id) throws IOException {
        ask(holderForUpdate(id), new DeleteFile(id.group(), id.filename()), Content.none(), NO_PROGRESS);
    }

    public byte[] download(FileId id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        download(id, bytes, NO_PROGRESS);
        return bytes.toByteArray();
    }

    /** Fetches {@code length} bytes from {@code offset} on; length 0: up to the end. */
    public byte[] download(FileId id, long offset, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Download(this, id, verifyDownloads).range(offset, length, bytes, NO_PROGRESS);
        return bytes.toByteArray();
    }

    /** Fetches a file into another; nothing stands under that name unless all of it has come. */
    public void download(FileId id, Path to, LongConsumer progress) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                download(id, out, progress);
            }
            Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Fetches a file; {@code progress} hears the bytes received so far. */
    public void download(FileId id, OutputStream to, LongConsumer progress) throws IOException {
        new Download(this, id, verifyDownloads).whole(to, progress);
    }

    public FileInfo info(FileId id) throws IOException {
        return info(holderForUpdate(id), id);
    }

    FileInfo info(Endpoint storage, FileId id) throws IOException {
        FileInfoReply reply = FileInfoReply.decode(
                ask(storage, new QueryFileInfo(0, id.group(), id.filename()), Content.none(), NO_PROGRESS));
        return new FileInfo(
                reply.size(), Instant.ofEpochSecond(reply.modifiedSeconds()), reply.crc32(), reply.sourceAddress());
    }

    /** The metadata of a file, by key. */
    public Map<String, String> metadata(FileId id) throws IOException {
        GetMetadata request = new GetMetadata(id.group(), id.filename());
        return Metadata.decode(
                ask(holderForUpdate(id), request, Content.none(), NO_PROGRESS).rest());
    }

    /** Replaces all metadata of a file. */
    public void overwriteMetadata(FileId id, Map<String, String> metadata) throws IOException {
        setMetadata(id, false, metadata);
    }

    /** Adds to the metadata of a file; the new value wins for a key. */
    public void mergeMetadata(FileId id, Map<String, String> metadata) throws IOException {
        setMetadata(id, true, metadata);
    }

    private void setMetadata(FileId id, boolean merge, Map<String, String> metadata) throws IOException {
        SetMetadata request = new SetMetadata(merge, id.group(), id.filename(), Metadata.encode(metadata));
        ask(holderForUpdate(id), request, Content.none(), NO_PROGRESS);
    }

    /** All groups, as a tracker sees them. */
    public List<GroupStat> groups() throws IOException {
        BodyReader body = trackers.ask(new EmptyRequest(Command.SERVER_LIST_ALL_GROUPS));
        int count = body.records(GroupStat.BYTES);
        List<GroupStat> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            groups.add(GroupStat.decode(body));
        }
        return groups;
    }

    /** The storages of a group, as a tracker sees them. */
    public List<StorageStat> storages(String group) throws IOException {
        BodyReader body = trackers.ask(new ListStorages(group, ""));
        int width = body.left() % StorageStat.bytes(Width.IPV4) == 0 ? Width.IPV4 : Width.IPV6;
        int count = body.records(StorageStat.bytes(width));
        List<StorageStat> storages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            storages.add(StorageStat.decode(body, width));
        }
        return storages;
    }

    List<Endpoint> holders(FileId id) throws IOException {
        return locate(Command.SERVICE_QUERY_FETCH_ALL, id);
    }

    private Endpoint holderForUpdate(FileId id) throws IOException {
        return locate(Command.SERVICE_QUERY_UPDATE, id).get(0);
    }

    private List<Endpoint> locate(Command command, FileId id) throws IOException {
        List<Endpoint> found = QueryFetchReply.decode(trackers.ask(new QueryFetch(command, id.group(), id.filename())))
                .storages();
        if (found.isEmpty()) {
            throw FdfsException.invalid("tracker answered without a storage for " + id);
        }
        return found;
    }

    private BodyReader ask(Endpoint storage, Request request, Content content, LongConsumer progress)
            throws IOException {
        try (ConnectionPool.Lease lease = borrow(storage)) {
            return lease.connection().ask(request, content, progress);
        }
    }

    ConnectionPool.Lease borrow(Endpoint storage) throws FastdfsException {
        return pool.borrow(new InetSocketAddress(storage.address(), storage.port()));
    }

    private static String extensionOf(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        // An extension that does not fit the protocol's 6 characters is left out, as in the C tools.
        return extension.length() <= Width.EXTENSION && extension.matches("[0-9A-Za-z_-]+") ? extension : "";
    }

    @Override
    public void close() {
        pool.close();
    }
}
