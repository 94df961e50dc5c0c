package io.fastdfs.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records of one file go one after another, others side by side, and the mark never passes one that is not done. */
@Timeout(60)
class InFlightTest {
    private static final Mark START = Mark.start(false, 0);

    @Test
    void theMarkWaitsForTheFirstRecordThatIsNotDone() throws Exception {
        InFlight inFlight = new InFlight(2, 10, 1, START);
        inFlight.put(create("a"), at(1));
        inFlight.put(create("b"), at(2));
        InFlight.Task a = inFlight.take(0).orElseThrow();
        InFlight.Task b = inFlight.take(1).orElseThrow();

        b.done();
        assertThat(inFlight.mark().position()).isEqualTo(Position.START);
        a.done();
        assertThat(inFlight.mark()).isEqualTo(START.at(at(2), 2, 2));
    }

    @Test
    void recordsThatAreNotMeantForThePeerArePassedInOrder() throws Exception {
        InFlight inFlight = new InFlight(1, 10, 1, START);
        inFlight.pass(at(1));
        assertThat(inFlight.mark()).isEqualTo(START.at(at(1), 1, 0));
        inFlight.put(create("a"), at(2));
        inFlight.pass(at(3));
        inFlight.pass(at(4));
        assertThat(inFlight.mark().position()).isEqualTo(at(1));
        inFlight.take(0).orElseThrow().done();
        assertThat(inFlight.mark()).isEqualTo(START.at(at(4), 4, 1));
    }

    @Test
    void theMarkStaysBeforeARecordThatCameAfterTheEnd() throws Exception {
        InFlight inFlight = new InFlight(1, 10, 1, START);
        inFlight.pass(at(1));
        inFlight.close();
        assertThat(inFlight.put(create("a"), at(2))).isFalse();
        inFlight.pass(at(3));
        assertThat(inFlight.mark()).isEqualTo(START.at(at(1), 1, 0));
    }

    @Test
    void recordsOfOneFileStayInOneLane() throws Exception {
        InFlight inFlight = new InFlight(3, 10, 1, START);
        inFlight.put(create("a"), at(1));
        inFlight.put(create("b"), at(2));
        inFlight.put(append("a"), at(3));
        inFlight.put(append("b"), at(4));
        inFlight.put(rename("c", "a"), at(5));
        assertThat(drain(inFlight, 0)).containsExactly('C', 'A', 'R');
        assertThat(drain(inFlight, 1)).containsExactly('C', 'A');
    }

    @Test
    void aLaneIsFilledBeforeTheNextOneIsUsed() throws Exception {
        InFlight inFlight = new InFlight(2, 10, 2, START);
        for (String file : List.of("a", "b", "c")) {
            inFlight.put(create(file), at(1));
        }
        assertThat(inFlight.take(0)).isPresent();
        assertThat(inFlight.take(0)).isPresent();
        assertThat(inFlight.take(1)).isPresent();
    }

    @Test
    void onlyRecordsOfOtherFilesAreTakenBeforeTheFirstIsDone() throws Exception {
        InFlight inFlight = new InFlight(1, 10, 10, START);
        inFlight.put(create("a"), at(1));
        inFlight.put(create("b"), at(2));
        inFlight.put(append("a"), at(3));
        List<InFlight.Task> taken = new ArrayList<>(List.of(inFlight.take(0).orElseThrow()));
        taken.add(inFlight.takeUnrelated(0, taken).orElseThrow());
        assertThat(inFlight.takeUnrelated(0, taken)).isEmpty();
        taken.forEach(InFlight.Task::done);
        assertThat(inFlight.takeUnrelated(0, List.of())).isPresent();
    }

    @Test
    void aRenameWaitsWhileItsTwoNamesAreInDifferentLanes() throws Exception {
        InFlight inFlight = new InFlight(2, 10, 1, START);
        inFlight.put(create("a"), at(1));
        inFlight.put(create("b"), at(2));
        Thread putter = Thread.ofVirtual().start(() -> put(inFlight, rename("b", "a"), at(3)));
        InFlight.Task a = inFlight.take(0).orElseThrow();
        assertThat(putter.join(Duration.ofMillis(50))).isFalse();
        a.done();
        putter.join();
        inFlight.take(1).orElseThrow().done();
        assertThat(inFlight.take(1).orElseThrow().record().change().letter()).isEqualTo('R');
    }

    @Test
    void closingWakesEverybodyAndLeavesTheMark() throws Exception {
        InFlight inFlight = new InFlight(1, 1, 1, START);
        inFlight.put(create("a"), at(1));
        Thread putter = Thread.ofVirtual().start(() -> put(inFlight, create("b"), at(2)));
        inFlight.close();
        putter.join();
        assertThat(inFlight.take(0)).isEmpty();
        assertThat(inFlight.awaitEmpty()).isFalse();
        assertThat(inFlight.mark().position()).isEqualTo(Position.START);
    }

    @Test
    void manyRandomRecordsKeepTheOrderOfEachFile() throws Exception {
        long seed = Long.getLong("seed", 20261125L);
        Random random = new Random(seed);
        int lanes = 5;
        InFlight inFlight = new InFlight(lanes, 64, 1, START);
        Map<String, List<Long>> sent = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            int lane = i;
            threads.add(Thread.ofVirtual().start(() -> finishAll(inFlight, lane, sent)));
        }
        Map<String, List<Long>> expected = new HashMap<>();
        for (int i = 1; i <= 20_000; i++) {
            String file = "f" + random.nextInt(40);
            boolean rename = random.nextInt(10) == 0;
            String other = "f" + (40 + random.nextInt(40));
            Change change = rename ? new Change.Rename(other, file) : new Change.Append(file, 0, 1);
            expected.computeIfAbsent(file, any -> new ArrayList<>()).add((long) i);
            if (rename) {
                expected.computeIfAbsent(other, any -> new ArrayList<>()).add((long) i);
            }
            inFlight.put(BinlogRecord.own(i, change), at(i));
        }
        assertThat(inFlight.awaitEmpty()).isTrue();
        inFlight.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sent).as("seed %d", seed).isEqualTo(expected);
        assertThat(inFlight.mark()).isEqualTo(START.at(at(20_000), 20_000, 20_000));
    }

    private static void finishAll(InFlight inFlight, int lane, Map<String, List<Long>> sent) {
        try {
            for (var task = inFlight.take(lane); task.isPresent(); task = inFlight.take(lane)) {
                BinlogRecord record = task.get().record();
                note(sent, record.change().filename(), record.seconds());
                if (record.change() instanceof Change.Rename(String _, String old)) {
                    note(sent, old, record.seconds());
                }
                task.get().done();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("not meant to be interrupted", e);
        }
    }

    private static void note(Map<String, List<Long>> sent, String file, long number) {
        sent.computeIfAbsent(file, any -> Collections.synchronizedList(new ArrayList<>()))
                .add(number);
    }

    private static List<Character> drain(InFlight inFlight, int lane) throws InterruptedException {
        List<Character> letters = new ArrayList<>();
        int count = lane == 0 ? 3 : 2;
        for (int i = 0; i < count; i++) {
            InFlight.Task task = inFlight.take(lane).orElseThrow();
            letters.add(task.record().change().letter());
            task.done();
        }
        return letters;
    }

    private static void put(InFlight inFlight, BinlogRecord record, Position next) {
        try {
            inFlight.put(record, next);
        } catch (InterruptedException e) {
            throw new AssertionError("not meant to be interrupted", e);
        }
    }

    private static Position at(long offset) {
        return new Position(0, offset);
    }

    private static BinlogRecord create(String file) {
        return BinlogRecord.own(1, new Change.Create(file));
    }

    private static BinlogRecord append(String file) {
        return BinlogRecord.own(1, new Change.Append(file, 0, 1));
    }

    private static BinlogRecord rename(String file, String old) {
        return BinlogRecord.own(1, new Change.Rename(file, old));
    }
}
