package io.fastdfs.bench;

import io.fastdfs.storage.StorageConfig;
import io.fastdfs.storage.StorageServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A storage without a tracker, with several store paths. */
final class OneStorage implements AutoCloseable {
    private final StorageServer server;

    OneStorage(Path folder, int storePaths) throws IOException {
        InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<Path> paths = IntStream.range(0, storePaths)
                .mapToObj(i -> folder.resolve("path" + i))
                .toList();
        server = new StorageServer(StorageConfig.defaults("group1", bind, folder, List.of())
                .withStorePaths(paths)
                .withSubdirCount(2));
        server.start();
    }

    InetSocketAddress address() {
        return server.address();
    }

    Destination destination() {
        return new Destination.Storage(address());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
