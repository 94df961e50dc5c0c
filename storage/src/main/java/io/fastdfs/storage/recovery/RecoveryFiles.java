package io.fastdfs.storage.recovery;

import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.storage.state.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What stands in the {@code data} folder of a store path while it is recovered.
 *
 * <pre>
 * .recovery.flag           {@link Flag}; while it is there, the path is not complete
 * .binlog.recovery.N       list N of the files to get, from 0: binlog records, of new files and links only
 * .recovery.mark.N         binlog_offset: all of list N before it is done
 * .binlog.recovery.tmp     the list as it comes from a member
 * .binlog.recovery.N.tmp   list N while it is written
 * </pre>
 */
final class RecoveryFiles {
    private static final String SAVED_STATUS = "saved_storage_status";
    private static final String FETCHED = "fetch_binlog_done";
    private static final String LISTS = "recovery_threads";
    private static final String OFFSET = "binlog_offset";
    private static final String LIST = ".binlog.recovery";
    private static final String MARK = ".recovery.mark";
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

    private final Path data;

    /**
     * How far a recovery has come.
     *
     * @param savedStatus what the storage was at the trackers before; C insists that it is there
     * @param fetched true once all lists are there
     * @param lists how many there are; -1 before
     */
    record Flag(int savedStatus, boolean fetched, int lists) {
        /** A recovery that has to begin with the list. */
        static Flag begun(StorageStatus saved) {
            return new Flag(saved.code, false, -1);
        }
    }

    RecoveryFiles(Path data) {
        this.data = data;
    }

    private Path flagFile() {
        return data.resolve(".recovery.flag");
    }

    /** Empty if nothing is to be recovered. A flag that is not whole begins anew: the fetched list is only a short cut. */
    Optional<Flag> flag() throws IOException {
        Optional<Map<String, String>> values = StateFile.read(flagFile());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        long status = number(values.get(), SAVED_STATUS).orElse(StorageStatus.NONE.code);
        long lists = number(values.get(), LISTS).orElse(-1);
        boolean fetched = TRUE.contains(values.get().getOrDefault(FETCHED, "").toLowerCase(Locale.ROOT));
        return Optional.of(new Flag((int) status, fetched && lists > 0, (int) lists));
    }

    void write(Flag flag) throws IOException {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put(SAVED_STATUS, flag.savedStatus);
        values.put(FETCHED, flag.fetched ? 1 : 0);
        values.put(LISTS, flag.lists);
        StateFile.replace(flagFile(), values);
    }

    /** True if FastDFS before 6.04 has left a recovery: one list and one mark, without numbers. */
    boolean hasOldOnes() {
        return Files.exists(data.resolve(LIST)) && Files.exists(data.resolve(MARK));
    }

    Path list(int number) {
        return data.resolve(LIST + "." + number);
    }

    Path listBeingWritten(int number) {
        return data.resolve(LIST + "." + number + ".tmp");
    }

    Path incomingList() {
        return data.resolve(LIST + ".tmp");
    }

    private Path markFile(int number) {
        return data.resolve(MARK + "." + number);
    }

    /** Where list {@code number} goes on; empty if nobody knows. */
    OptionalLong mark(int number) throws IOException {
        Optional<Map<String, String>> values = StateFile.read(markFile(number));
        return values.isEmpty() ? OptionalLong.empty() : number(values.get(), OFFSET);
    }

    void setMark(int number, long offset) throws IOException {
        StateFile.replace(markFile(number), Map.of(OFFSET, offset));
    }

    /** True if every list and its mark is there. */
    boolean areWhole(int lists) throws IOException {
        for (int i = 0; i < lists; i++) {
            if (!Files.exists(list(i)) || mark(i).isEmpty() || mark(i).getAsLong() > Files.size(list(i))) {
                return false;
            }
        }
        return true;
    }

    /** Removes everything, the flag last: what is done once more if this does not come to its end finds all files there. */
    void delete() throws IOException {
        deleteAll(".binlog.recovery*");
        deleteAll(".recovery.mark*");
        deleteAll(".recovery.flag*");
    }

    private void deleteAll(String glob) throws IOException {
        try (var files = Files.newDirectoryStream(data, glob)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static OptionalLong number(Map<String, String> values, String key) {
        try {
            long number = Long.parseLong(values.getOrDefault(key, ""));
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    @Override
    public String toString() {
        return data.toString();
    }
}
