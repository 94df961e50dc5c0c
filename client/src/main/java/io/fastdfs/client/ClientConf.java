package io.fastdfs.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The keys of {@code client.conf} that a client needs: tracker_server, connect_timeout, network_timeout. */
final class ClientConf {
    private static final int DEFAULT_TRACKER_PORT = 22122;

    private ClientConf() {}

    static FastdfsClient.Builder read(Path file, FastdfsClient.Builder into) throws IOException {
        int number = 0;
        for (String raw : Files.readAllLines(file)) {
            number++;
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("#") || equals < 0) {
                continue;
            }
            String value = line.substring(equals + 1).strip();
            try {
                switch (line.substring(0, equals).strip()) {
                    case "tracker_server" -> into.tracker(value);
                    case "connect_timeout" -> into.connectTimeout(Duration.ofSeconds(Integer.parseInt(value)));
                    case "network_timeout" -> into.networkTimeout(Duration.ofSeconds(Integer.parseInt(value)));
                    default -> {}
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " line " + number + ": " + line + ": " + e.getMessage(), e);
            }
        }
        return into;
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        try {
            int port = colon < 0 ? DEFAULT_TRACKER_PORT : Integer.parseInt(hostAndPort.substring(colon + 1));
            return new InetSocketAddress(host, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + hostAndPort + "\" is not host:port", e);
        }
    }
}
