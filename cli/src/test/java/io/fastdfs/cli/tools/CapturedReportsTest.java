package io.fastdfs.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.VolumeStats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What C's tools printed of an answer of C's tracker is what these print of it, to the byte. */
class CapturedReportsTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain-monitor_b_down", "trunk-monitor", "ids-monitor_b_down", "idstrunk-monitor_b_back"})
    void theReportOfTheMonitor(String capture) throws IOException {
        List<BodyReader> answers = answers(capture);
        GroupStat group = GroupStat.decodeAll(answers.get(0)).getFirst();
        List<StorageStat> storages = StorageStat.decodeAll(answers.get(1));
        String block = text(capture).replaceFirst("(?s).*\nGroup 1:\n", "");
        assertThat(GroupReport.of(group, storages, ZoneOffset.UTC)).isEqualTo(block);
    }

    @Test
    void theListOfTrackers() throws IOException {
        TrackerStats stats = TrackerStats.decode(answers("plain-tracker_stat").getFirst());
        assertThat(TrackerList.report(stats.trackers(), true, ZoneOffset.UTC)).isEqualTo(text("plain-tracker_stat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-storage_stat", "trunk-storage_stat", "ids-storage_stat"})
    void theListOfStorages(String capture) throws IOException {
        StorageStats stats = StorageStats.decode(answers(capture).getFirst());
        assertThat(StorageList.report(stats, true, ZoneOffset.UTC)).isEqualTo(text(capture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-volumn_stat", "trunk-volumn_stat"})
    void theListOfVolumes(String capture) throws IOException {
        assertThat(VolumeList.report(VolumeStats.decode(answers(capture).getFirst())))
                .isEqualTo(text(capture));
    }

    private static List<BodyReader> answers(String capture) throws IOException {
        return resource(capture + ".hex")
                .lines()
                .map(line -> new BodyReader(ByteBuffer.wrap(HexFormat.of().parseHex(line))))
                .toList();
    }

    private static String text(String capture) throws IOException {
        return resource(capture + ".out");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CapturedReportsTest.class.getResourceAsStream("captured/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
