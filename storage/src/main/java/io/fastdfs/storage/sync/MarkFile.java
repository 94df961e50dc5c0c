package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.state.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mark of one peer on disk, replaced as a whole. */
final class MarkFile {
    private static final Logger log = LoggerFactory.getLogger(MarkFile.class);

    private final Path path;

    /** @param path {@code sync/<peer id>.mark}, without storage ids {@code sync/<peer address>_<own port>.mark} */
    MarkFile(Path path) {
        this.path = path;
    }

    /**
     * The mark, if there is one that can be used with this binlog. One that a crash has emptied, or that points behind
     * the binlog's end, is as good as none: the tracker says where to begin, and sending a record twice is harmless.
     */
    Optional<Mark> read(Binlog binlog) throws IOException {
        Optional<Mark> mark = read();
        return mark.isPresent() && isRecordStart(mark.get(), binlog) ? mark : Optional.empty();
    }

    /** True if this mark cannot be used, as far as the file shows that is written now; older ones may be packed. */
    boolean isDamaged(Binlog binlog) throws IOException {
        Optional<Mark> mark = read();
        return mark.isEmpty()
                || mark.get().position().index() >= binlog.end().index() && !isRecordStart(mark.get(), binlog);
    }

    private Optional<Mark> read() throws IOException {
        Optional<Map<String, String>> values = StateFile.read(path);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Mark.of(values.get()));
        } catch (IllegalArgumentException e) {
            log.warn("{}: {}; beginning anew", path, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isRecordStart(Mark mark, Binlog binlog) throws IOException {
        boolean start = binlog.isLineStart(mark.position());
        if (!start) {
            log.warn("{}: {} is no start of a binlog record; beginning anew", path, mark.position());
        }
        return start;
    }

    void write(Mark mark) throws IOException {
        StateFile.replace(path, mark.values());
    }

    /** Puts the mark aside, if there is one: the peer has left for good. */
    void retire(String suffix) throws IOException {
        if (Files.exists(path)) {
            Files.move(path, path.resolveSibling(path.getFileName() + "." + suffix));
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
