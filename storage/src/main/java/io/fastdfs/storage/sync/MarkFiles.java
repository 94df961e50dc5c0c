package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.group.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All mark files of a storage: {@code <peer id>.mark}, without storage ids {@code <peer address>_<own port>.mark}. */
public final class MarkFiles {
    private static final Logger log = LoggerFactory.getLogger(MarkFiles.class);

    private MarkFiles() {}

    /**
     * Puts aside what cannot be resumed, before the binlog grows: a mark behind the end of a binlog that has been cut
     * would later point into the middle of it.
     */
    public static void check(Path folder, Binlog binlog) throws IOException {
        try (var marks = Files.newDirectoryStream(folder, "*.mark")) {
            for (Path mark : marks) {
                if (new MarkFile(mark).isDamaged(binlog)) {
                    Path aside = mark.resolveSibling(mark.getFileName() + ".damaged");
                    Files.move(mark, aside, StandardCopyOption.REPLACE_EXISTING);
                    log.warn("{} moved to {}", mark, aside);
                }
            }
        }
    }

    /**
     * The mark of a peer, with storage ids. If there is none, the one that it had by its address before ids were switched on
     * becomes it, as in C. There is no way back, here as there: nobody tells then whose id it was.
     */
    public static String withIds(Path folder, Member peer, int ownPort) {
        String name = peer.id() + ".mark";
        String former = withoutIds(peer.address().getAddress().getHostAddress(), ownPort);
        rename(folder, former, name);
        return name;
    }

    /** The name of a peer's mark, without storage ids. */
    public static String withoutIds(String peerAddress, int ownPort) {
        return peerAddress + "_" + ownPort + ".mark";
    }

    /** Without the old one, or if there is a new one, nothing happens; if it cannot be renamed, the trackers say where to begin. */
    static void rename(Path folder, String before, String now) {
        Path old = folder.resolve(before);
        Path mark = folder.resolve(now);
        if (Files.exists(old) && Files.notExists(mark)) {
            try {
                Files.move(old, mark, StandardCopyOption.ATOMIC_MOVE);
                log.info("{} is {} now", old, now);
            } catch (IOException e) {
                log.warn("{} not renamed to {}: {}", old, now, e.getMessage());
            }
        }
    }

    /** Renames those of a storage without storage ids when this storage listens at another port than before. */
    public static void changePort(Path folder, int before, int now) throws IOException {
        String end = "_" + before + ".mark";
        try (var marks = Files.newDirectoryStream(folder, "*" + end)) {
            for (Path mark : marks) {
                String name = mark.getFileName().toString();
                String peer = name.substring(0, name.length() - end.length());
                Files.move(mark, folder.resolve(peer + "_" + now + ".mark"), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
