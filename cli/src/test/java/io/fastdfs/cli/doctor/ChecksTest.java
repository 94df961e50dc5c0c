package io.fastdfs.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageCounters.Field;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a test on one machine, with one clock, cannot bring about. */
class ChecksTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static StorageStat stat(String address, String version, Instant beat) {
        return new StorageStat(
                StorageStatus.ACTIVE,
                6,
                address,
                address,
                "",
                version,
                1,
                1,
                1000,
                900,
                0,
                10,
                1,
                4,
                0,
                23000,
                StorageCounters.none().with(Field.LAST_HEART_BEAT_TIME, beat.getEpochSecond()),
                false);
    }

    private static Facts.Storage storage(StorageStat stat, Optional<Facts.Clock> clock) {
        return new Facts.Storage("group1", stat, Map.of(), Optional.empty(), Optional.empty(), clock);
    }

    private static Facts facts(Optional<Facts.Clock> trackerClock, Facts.Storage... storages) {
        Facts.View view = new Facts.View(
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(
                        "group1",
                        List.of(storages).stream().map(Facts.Storage::stat).toList()),
                NOW);
        return new Facts(
                List.of(new Facts.Tracker(new Endpoint("127.0.0.1", 22122), "", Optional.of(view), trackerClock)),
                List.of(storages));
    }

    private static Optional<Facts.Clock> ahead(long seconds) {
        return Optional.of(new Facts.Clock(Duration.ofSeconds(seconds), Duration.ofMillis(5)));
    }

    @Test
    void aLoopbackAddressBesideAnotherMachineIsAProblem() {
        Facts facts = facts(
                Optional.empty(),
                storage(stat("127.0.0.1", "6.16.1", NOW), Optional.empty()),
                storage(stat("10.0.0.1", "6.16.1", NOW), Optional.empty()));
        assertThat(new UsefulAddresses().look(facts))
                .singleElement()
                .extracting(Finding::severity, Finding::about)
                .containsExactly(Finding.Severity.PROBLEM, "storage group1/127.0.0.1:23000");
    }

    @Test
    void heartbeatsFromTheFutureShowTheClockOfATrackerOfC() {
        Facts facts =
                facts(Optional.empty(), storage(stat("10.0.0.1", "6.16.1", NOW.plusSeconds(60)), Optional.empty()));
        assertThat(new Clocks().look(facts))
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("notes heartbeats 60 s ahead of the clock of this machine");
    }

    @Test
    void whenAllServersAgreeTheClockHereIsWrong() {
        Facts facts = facts(ahead(-60), storage(stat("10.0.0.1", "6.16.1", NOW), ahead(-61)));
        assertThat(new Clocks().look(facts))
                .singleElement()
                .extracting(Finding::about, Finding::what)
                .containsExactly("this machine", "its clock is 60.0 s ahead of those of all servers");
    }

    @Test
    void aStorageWhoseClockIsWrongIsNamed() {
        Facts facts = facts(ahead(0), storage(stat("10.0.0.1", "6.16.1", NOW), ahead(-90)));
        assertThat(new Clocks().look(facts))
                .singleElement()
                .extracting(Finding::about, Finding::what)
                .containsExactly("storage group1/10.0.0.1:23000", "its clock is 90.0 s behind the one of this machine");
    }

    @Test
    void whatASlowAnswerHidesIsNoProblem() {
        Facts.Clock slow = new Facts.Clock(Duration.ofSeconds(4), Duration.ofSeconds(3));
        assertThat(new Clocks().look(facts(Optional.of(slow)))).isEmpty();
    }
}
