package io.fastdfs.conf;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the text of a conf file comes from: a path, {@code file://} and a path, or an {@code http://} address.
 *
 * @param name as the operator wrote it
 * @param path empty for an address
 */
record Source(String name, Optional<Path> path) {
    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_LINE_BYTES = 4096;

    private static final String FILE = "file://";
    private static final String HTTP = "http://";
    private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    static Source of(String name) throws IOException {
        if (name.startsWith(HTTP)) {
            return new Source(name, Optional.empty());
        }
        try {
            return new Source(name, Optional.of(Path.of(name.startsWith(FILE) ? name.substring(FILE.length()) : name)));
        } catch (InvalidPathException e) {
            throw new IOException(name + ": no file can have this name", e);
        }
    }

    /** What an include of this name means for a top file in this folder. */
    static Source included(String name, Path folder) throws IOException {
        Optional<Path> path = of(name).path.map(folder::resolve);
        return new Source(path.map(Path::toString).orElse(name), path);
    }

    /** The folder that relative includes are looked up in. */
    Path folder() {
        return path.map(file -> file.toAbsolutePath().getParent())
                .orElse(Path.of("").toAbsolutePath());
    }

    /** One name for each file, however it was written. */
    String identity() {
        return path.map(file -> file.toAbsolutePath().normalize().toString()).orElse(name);
    }

    /**
     * Reads all lines.
     *
     * @throws IOException with a message for the operator if this is no text file of a sane size
     */
    List<Line> lines(Findings findings) throws IOException {
        return split(name, path.isPresent() ? load(path.get()) : fetch(), findings);
    }

    /** Cuts at LF, as C does. */
    static List<Line> split(String name, byte[] bytes, Findings findings) throws IOException {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        if (Arrays.equals(bytes, 0, Math.min(UTF8_MARK.length, bytes.length), UTF8_MARK, 0, UTF8_MARK.length)) {
            start = UTF8_MARK.length;
            findings.warn(new Line(name, 1, ""), "begins with a UTF-8 byte order mark, behind which C misses a key");
        }
        for (int at = start; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == '\n') {
                lines.add(Line.decode(name, lines.size() + 1, Arrays.copyOfRange(bytes, start, at)));
                start = at + 1;
            } else if (bytes[at] == 0) {
                throw new IOException(name + ": holds a NUL byte, so it is no conf file");
            } else if (at - start >= MAX_LINE_BYTES) {
                throw new IOException(
                        name + " line " + (lines.size() + 1) + ": longer than " + MAX_LINE_BYTES + " bytes");
            }
        }
        return lines;
    }

    private byte[] load(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(name, null, "no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(name + ": not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in);
        } catch (AccessDeniedException e) {
            throw new IOException(name + ": may not be read", e);
        }
    }

    private byte[] fetch() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url().openConnection();
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
        connection.setInstanceFollowRedirects(false);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(name + ": answered HTTP status " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return bounded(in);
            }
        } finally {
            connection.disconnect();
        }
    }

    private URL url() throws IOException {
        try {
            return URI.create(name).toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw new IOException(name + ": not a URL", e);
        }
    }

    private byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IOException(name + ": larger than " + MAX_BYTES + " bytes, so it is no conf file");
        }
        return bytes;
    }
}
