package io.fastdfs.client;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A tracker that names scripted storages, and a client of it. The first storage is the source of every file. */
final class ScriptedCluster implements AutoCloseable {
    static final byte[] CONTENT = "0123456789abcdefghij".getBytes(StandardCharsets.US_ASCII);

    private final List<ServerAddress> storages = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final ScriptedServer tracker;
    private int width = Width.IPV4;

    ScriptedCluster() throws IOException {
        tracker = new ScriptedServer(this::track);
    }

    /** A storage whose connections follow these scripts. */
    ScriptedServer storage(ScriptedServer.Script... scripts) throws IOException {
        ScriptedServer server = new ScriptedServer(scripts);
        servers.add(server);
        storages.add(server.address());
        return server;
    }

    /** A storage whose port nobody listens on. */
    void deadStorage() throws IOException {
        storages.add(deadAddress());
    }

    static ServerAddress deadAddress() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ServerAddress(free.getInetAddress().getHostAddress(), free.getLocalPort());
        }
    }

    void answerWithWideAddresses() {
        width = Width.IPV6;
    }

    ScriptedServer tracker() {
        return tracker;
    }

    FastdfsClient.Builder clientBuilder() {
        return FastdfsClient.builder().tracker(tracker.address().toString()).networkTimeout(Duration.ofSeconds(5));
    }

    FastdfsClient client() {
        return clientBuilder().build();
    }

    /** The id of a plain file with this content. */
    static FileId idOf(byte[] content) {
        CRC32 crc32 = new CRC32();
        crc32.update(content);
        return id(FileName.plainSize(content.length, 5), (int) crc32.getValue());
    }

    static FileId appenderId() {
        return id(FileName.appenderSize(5), 1);
    }

    static FileId id(long sizeAndFlags, int crc32) {
        int source = 0x7F000001;
        return new FileId(
                "group1", "M00/00/00/" + FileName.encode(source, 1_700_000_000, sizeAndFlags, crc32) + "123.txt");
    }

    private void track(ScriptedServer.Peer peer) throws IOException {
        ScriptedServer.Frame request;
        while ((request = peer.read()) != null) {
            List<Endpoint> endpoints = storages.stream()
                    .map(storage -> new Endpoint(storage.host(), storage.port()))
                    .toList();
            if (endpoints.isEmpty()) {
                peer.answer(Status.ENOENT);
                continue;
            }
            BodyWriter answer = new BodyWriter();
            switch (request.command()) {
                case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE, SERVICE_QUERY_STORE_WITH_GROUP_ONE ->
                    new QueryStoreReply("group1", endpoints.subList(0, 1), 1).encode(answer, width);
                case SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL, SERVICE_QUERY_STORE_WITH_GROUP_ALL ->
                    new QueryStoreReply("group1", endpoints, 1).encode(answer, width);
                case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_UPDATE ->
                    new QueryFetchReply("group1", endpoints.subList(0, 1)).encode(answer, width);
                case SERVICE_QUERY_FETCH_ALL -> new QueryFetchReply("group1", endpoints).encode(answer, width);
                case ACTIVE_TEST -> {}
                default -> throw new AssertionError("the tracker was asked " + request.command());
            }
            peer.answer(answer);
        }
    }

    /** How often the tracker was asked this. */
    long asked(Command command) {
        return tracker.commands().stream().filter(command::equals).count();
    }

    @Override
    public void close() throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
        tracker.close();
    }
}
