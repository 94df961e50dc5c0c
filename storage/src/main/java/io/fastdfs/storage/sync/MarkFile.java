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
        Optional<Map<String, String>> values = StateFile.read(path);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        try {
            Mark mark = Mark.of(values.get());
            if (binlog.isLineStart(mark.position())) {
                return Optional.of(mark);
            }
            log.warn("{}: {} is no start of a binlog record; beginning anew", path, mark.position());
        } catch (IllegalArgumentException e) {
            log.warn("{}: {}; beginning anew", path, e.getMessage());
        }
        return Optional.empty();
    }

    void write(Mark mark) throws IOException {
        StateFile.replace(path, mark.values());
    }

    /** Puts the mark aside: the peer has left for good, or begins anew. */
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
