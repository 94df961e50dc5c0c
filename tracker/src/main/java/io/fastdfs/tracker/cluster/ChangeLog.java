package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.state.Damage;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storages that have left or changed their address, in order, for those who were away then. One line each: {@code
 * seconds group storageId status argument}, single spaces, LF; in {@code storage_changelog.dat}. Guarded by the lock of
 * {@link Cluster}.
 */
final class ChangeLog {
    /** What C sends in one answer. */
    static final int MAX_PART = 8182;

    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    private static final Pattern LINE = Pattern.compile("[0-9]{1,10} \\S+ \\S+ [34] \\S*");

    private final StateFolder folder;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> left = new HashSet<>();

    /** Reads what was noted before; a line that a crash has torn is cut off. */
    ChangeLog(StateFolder folder) throws IOException {
        this.folder = folder;
        String stored = folder.read(StateFolder.CHANGE_LOG).orElse("");
        String whole = stored.substring(0, stored.lastIndexOf('\n') + 1);
        if (whole.length() < stored.length()) {
            log.warn(
                    "{}/{}: the last line \"{}\" is not complete, and cut off",
                    folder,
                    StateFolder.CHANGE_LOG,
                    Damage.shown(stored.substring(whole.length())));
            folder.replace(StateFolder.CHANGE_LOG, whole);
        }
        whole.lines()
                .filter(line -> !LINE.matcher(line).matches())
                .forEach(line -> log.warn(
                        "{}/{}: \"{}\" is no change: storages pass over it",
                        folder,
                        StateFolder.CHANGE_LOG,
                        Damage.shown(line)));
        take(whole);
    }

    /** Takes the log of another tracker in place of its own. */
    void replace(String lines) throws IOException {
        folder.replace(StateFolder.CHANGE_LOG, lines);
        text.setLength(0);
        left.clear();
        take(lines);
    }

    private void take(String lines) {
        text.append(lines);
        lines.lines()
                .map(line -> line.split(" ", -1))
                .filter(columns -> columns.length >= 3)
                .forEach(columns -> {
                    left.add(columns[1] + " " + columns[2]);
                });
    }

    /**
     * Notes a change, on the disk too, before it is made. The disk is waited for under the lock: it happens once in months.
     *
     * @param argument the new address, or empty
     * @throws FdfsException EIO if it cannot be written: then the change must not be made
     */
    void add(long seconds, Group group, String storageId, StorageStatus status, String argument) throws FdfsException {
        String line = seconds + " " + group.name + " " + storageId + " " + status.code + " " + argument + "\n";
        try {
            folder.append(StateFolder.CHANGE_LOG, line);
        } catch (IOException e) {
            log.error("cannot write {}/{}: {}", folder, StateFolder.CHANGE_LOG, e.getMessage());
            throw new FdfsException(Status.EIO, "cannot write " + StateFolder.CHANGE_LOG, e);
        }
        take(line);
    }

    /** All lines. */
    String text() {
        return text.toString();
    }

    /** Bytes of all lines. */
    long length() {
        return text.length();
    }

    /** True if a storage of this group and id has ever left, or moved away from this address. */
    boolean hasLeft(String group, String storageId) {
        return left.contains(group + " " + storageId);
    }

    /** Whole lines that the storage has not been told, as many as fit one answer; C cuts anywhere. It has been told them now. */
    String partFor(Storage storage) {
        int from = (int) Math.min(storage.toldLogBytes, text.length());
        int to = text.length();
        if (to - from > MAX_PART) {
            to = text.lastIndexOf("\n", from + MAX_PART - 1) + 1;
        }
        storage.toldLogBytes = to;
        return text.substring(from, to);
    }
}
