package io.fastdfs.tracker.state;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be read of one file. Each finding is logged; the file is kept before the first. */
public final class Damage {
    private static final Logger log = LoggerFactory.getLogger(Damage.class);
    /** A file that is something else altogether would fill the log. */
    private static final int MAX_LOGGED = 20;

    private static final int MAX_SHOWN = 200;

    private final StateFolder folder;
    private final String file;
    private int found;

    public Damage(StateFolder folder, String file) {
        this.folder = folder;
        this.file = file;
    }

    public void add(String what) {
        found++;
        if (found <= MAX_LOGGED) {
            log.warn("{}/{}: {}; the tracker goes on without it", folder, file, shown(what));
        }
    }

    /** What stands in a damaged file, fit for a log. */
    public static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "...";
    }

    public boolean found() {
        return found > 0;
    }

    /** If anything was found, the file is kept beside what will replace it. */
    public void keepFile() throws IOException {
        if (found()) {
            Path kept = folder.keepDamaged(file);
            log.warn("{}/{} is damaged in {} places; its contents are kept as {}", folder, file, found, kept);
        }
    }
}
