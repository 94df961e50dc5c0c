package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no capture shows. */
class GroupReportTest {
    private static final long CHANGED = 1_000_000;

    @Test
    void aStorageWithoutOthersHasNoDelay() {
        assertThat(report(-1, storage(6, CHANGED, 0))).contains("last_synced_timestamp = 1970-01-01 00:00:00 \n");
    }

    @Test
    void aStorageThatNeverSyncedSaysSo() {
        assertThat(report(-1, storage(6, 0, 0), storage(6, CHANGED, 0)))
                .contains("last_synced_timestamp = 1970-01-01 00:00:00 (never synced)\n");
    }

    @Test
    void theDelayIsThatBehindTheNewestChangeOfTheOthers() {
        assertThat(report(-1, storage(6, CHANGED + 99, CHANGED - 3661), storage(6, CHANGED, CHANGED + 100)))
                .contains("(1 hour 1 minute 1 second delay)")
                .contains("(0 second delay)");
    }

    @Test
    void withTrunkFilesButNoTrunkServerOnlyTheFreeSpaceIsShown() {
        assertThat(report(0, storage(6, 0, 0)))
                .contains("\ntrunk free space =    0  B\n")
                .doesNotContain("current trunk");
    }

    @Test
    void readWriteModesAreNamed() {
        assertThat(report(-1, storage(0, 0, 0), storage(4, 0, 0), storage(2, 0, 0), storage(1, 0, 0)))
                .contains("mode = none (disabled)\n", "mode = readonly\n", "mode = writeonly\n", "mode = unknown\n");
    }

    @Test
    void moreReservedThanFreeIsNothingAvailable() {
        assertThat(report(-1, storage(6, 0, 0))).contains("\t\tdisk available space =    0  B\n");
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        assertThat(report(-1, storage(6, 0, 0))).contains("\t\thost = [2001:db8::1]:23000  ACTIVE\n");
    }

    private static String report(long trunkFileId, StorageStat... storages) {
        GroupStat group = new GroupStat("group1", 10, 5, 7, 0, 1, 23000, 1, 1, 0, 1, 256, trunkFileId);
        return GroupReport.of(group, List.of(storages), ZoneOffset.UTC);
    }

    private static StorageStat storage(int mode, long lastChange, long syncedUpTo) {
        StorageCounters counters = StorageCounters.none()
                .with(Field.LAST_SOURCE_UPDATE, lastChange)
                .with(Field.LAST_SYNCED_TIMESTAMP, syncedUpTo);
        return new StorageStat(
                StorageStatus.ACTIVE,
                mode,
                "1",
                "2001:db8::1",
                "",
                "6.16.1",
                1,
                1,
                10,
                5,
                7,
                10,
                1,
                256,
                0,
                23000,
                counters,
                false);
    }
}
