package io.fastdfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.storage.AppendFile;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.protocol.storage.ModifyFile;
import io.fastdfs.protocol.storage.RegenerateFilename;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.protocol.storage.TruncateFile;
import io.fastdfs.protocol.storage.UploadFile;
import io.fastdfs.protocol.storage.UploadSlaveFile;
import io.fastdfs.server.OutgoingConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Changes files of its own on all storages of a group. Appenders are changed where they were made, as trackers have it;
 * everything else anywhere.
 */
final class RandomClient {
    static final int CONTENT_BYTES = 1 << 20;
    private static final int MANY = 30;
    private static final OutgoingConnection.Timeouts TIMEOUTS =
            new OutgoingConnection.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final Random random;
    private final FileChannel content;
    private final List<InetSocketAddress> storages;
    private final Map<Integer, OutgoingConnection> connections = new HashMap<>();
    private final List<Stored> files = new ArrayList<>();
    /** Plain files that were answered and not touched since, with where their content lies. */
    private final Map<String, long[]> kept = new HashMap<>();

    private int slaves;
    private volatile Optional<Throwable> failure = Optional.empty();

    /** A file that this client has made. */
    private static final class Stored {
        private final String filename;
        private final int madeAt;
        private final boolean appender;
        private long size;

        Stored(String filename, int madeAt, boolean appender, long size) {
            this.filename = filename;
            this.madeAt = madeAt;
            this.appender = appender;
            this.size = size;
        }
    }

    RandomClient(Random random, FileChannel content, List<InetSocketAddress> storages) {
        this.random = random;
        this.content = content;
        this.storages = storages;
    }

    void work(AtomicBoolean ended) {
        try {
            while (!ended.get()) {
                step();
            }
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        } finally {
            connections.values().forEach(OutgoingConnection::close);
        }
    }

    /** What should not have happened. */
    Optional<Throwable> failure() {
        return failure;
    }

    private void step() {
        boolean make = files.isEmpty() || files.size() < MANY && random.nextInt(3) == 0;
        if (make) {
            attempt(random.nextInt(storages.size()), this::upload);
            return;
        }
        Stored file = files.get(random.nextInt(files.size()));
        int anywhere = random.nextInt(storages.size());
        boolean done = switch (random.nextInt(file.appender ? 9 : 4)) {
            case 0 -> attempt(anywhere, at -> delete(file, at));
            case 1, 2 -> attempt(anywhere, at -> describe(file, at));
            case 3 -> attempt(anywhere, at -> uploadSlave(file, at));
            case 4, 5 -> attempt(file.madeAt, at -> append(file, at));
            case 6 -> attempt(file.madeAt, at -> modify(file, at));
            case 7 -> attempt(file.madeAt, at -> truncate(file, at));
            default -> attempt(file.madeAt, at -> regenerate(file, at));
        };
        if (!done) {
            forget(file); // Nobody knows what became of it.
        }
    }

    private interface Step {
        void run(int at) throws IOException;
    }

    /** False if the storage is away, the connection was cut, or the storage refuses. */
    private boolean attempt(int at, Step step) {
        try {
            step.run(at);
            return true;
        } catch (IOException _) {
            OutgoingConnection broken = connections.remove(at);
            if (broken != null) {
                broken.close();
            }
            return false;
        }
    }

    private OutgoingConnection connection(int at) throws IOException {
        OutgoingConnection open = connections.get(at);
        if (open == null) {
            open = new OutgoingConnection(storages.get(at), null, TIMEOUTS);
            connections.put(at, open);
        }
        return open;
    }

    private BodyReader ask(int at, Request request) throws IOException {
        return connection(at).ask(request);
    }

    private BodyReader ask(int at, Request request, long from) throws IOException {
        return connection(at).ask(request, content, from);
    }

    private int someBytes() {
        return random.nextInt(random.nextInt(8) == 0 ? CONTENT_BYTES / 2 : 20_000);
    }

    private long somewhere(long bytes) {
        return random.nextLong(CONTENT_BYTES - bytes);
    }

    private void upload(int at) throws IOException {
        boolean appender = random.nextBoolean();
        int bytes = someBytes();
        long from = somewhere(bytes);
        var request = new UploadFile(appender, -1, bytes, "bin");
        String filename = FileNameReply.decode(ask(at, request, from)).filename();
        files.add(new Stored(filename, at, appender, bytes));
        if (!appender) {
            kept.put(filename, new long[] {from, bytes});
        }
    }

    private void uploadSlave(Stored master, int at) throws IOException {
        int bytes = someBytes();
        ask(at, new UploadSlaveFile(master.filename, "_s" + slaves++, "bin", bytes), somewhere(bytes));
    }

    private void append(Stored file, int at) throws IOException {
        int bytes = 1 + someBytes();
        ask(at, new AppendFile(file.filename, bytes), somewhere(bytes));
        file.size += bytes;
    }

    private void modify(Stored file, int at) throws IOException {
        int bytes = 1 + someBytes();
        long offset = random.nextLong(file.size + 1);
        ask(at, new ModifyFile(file.filename, offset, bytes), somewhere(bytes));
        file.size = Math.max(file.size, offset + bytes);
    }

    private void truncate(Stored file, int at) throws IOException {
        long size = random.nextLong(file.size + 1);
        ask(at, new TruncateFile(file.filename, size));
        file.size = size;
    }

    private void regenerate(Stored file, int at) throws IOException {
        String filename = FileNameReply.decode(ask(at, new RegenerateFilename(file.filename)))
                .filename();
        forget(file);
        files.add(new Stored(filename, at, false, file.size));
    }

    private void describe(Stored file, int at) throws IOException {
        byte[] text = ("text\u0002" + random.nextInt(1000)).getBytes(StandardCharsets.US_ASCII);
        ask(at, new SetMetadata(random.nextBoolean(), "group1", file.filename, text));
    }

    private void delete(Stored file, int at) throws IOException {
        forget(file);
        ask(at, new DeleteFile("group1", file.filename));
    }

    private void forget(Stored file) {
        files.remove(file);
        kept.remove(file.filename);
    }

    /** Plain files that were answered, and that nobody has deleted. */
    int keptFiles() {
        return kept.size();
    }

    /** Every plain file that was answered, and that nobody has deleted, is there. */
    void assertKept(Function<String, Path> place, long seed) {
        kept.forEach((filename, range) -> {
            ByteBuffer expected = ByteBuffer.allocate((int) range[1]);
            try {
                while (expected.hasRemaining()) {
                    content.read(expected, range[0] + expected.position());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(place.apply(filename)).as("seed %d", seed).hasBinaryContent(expected.array());
        });
    }
}
