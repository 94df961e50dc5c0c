package io.fastdfs.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The keys of {@code client.conf} that a client needs: tracker_server, connect_timeout, network_timeout. As in C, keys
 * below a section are others, and a time-out of 0 or less is the default.
 */
final class ClientConf {
    private final FastdfsClient.Builder builder;
    private boolean inSection;
    private boolean hasTracker;

    private ClientConf(FastdfsClient.Builder builder) {
        this.builder = builder;
    }

    static FastdfsClient.Builder read(Path file, FastdfsClient.Builder into) throws IOException {
        ClientConf conf = new ClientConf(into);
        // Comments are in whatever encoding their author used; the keys are ASCII.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                conf.take(line);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " line " + (i + 1) + ": " + line + ": " + e.getMessage(), e);
            }
        }
        if (!conf.hasTracker) {
            throw new IOException(file + " has no tracker_server");
        }
        return into;
    }

    private void take(String line) {
        if (line.startsWith("#@") || line.matches("(?i)#include\\s.*")) {
            throw new IllegalArgumentException("directives are not supported here");
        }
        int equals = line.indexOf('=');
        if (line.startsWith("[") && line.endsWith("]")) {
            inSection = !line.substring(1, line.length() - 1).isBlank();
        } else if (!inSection && !line.startsWith("#") && equals >= 0) {
            set(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
    }

    private void set(String key, String value) {
        switch (key) {
            case "tracker_server" -> {
                builder.tracker(value);
                hasTracker = true;
            }
            case "connect_timeout" -> setTimeout(value, builder::connectTimeout);
            case "network_timeout" -> setTimeout(value, builder::networkTimeout);
            default -> {}
        }
    }

    private static void setTimeout(String value, Consumer<Duration> setting) {
        int seconds = Integer.parseInt(value);
        if (seconds > 0) {
            setting.accept(Duration.ofSeconds(seconds));
        }
    }
}
