package io.fastdfs.storage.sync;

import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.binlog.Position;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records on their way to one peer. Those of one file stay in one lane, one after another; different files go side by
 * side. The mark moves up to the first record that is not done.
 *
 * <p>One thread puts records in, the thread of each lane takes its own.
 */
final class InFlight {
    private static final long BYTES_OF_WEIGHT_ONE = 4096;

    private final int window;
    private final long fullWeight;
    private final ReentrantLock lock = new ReentrantLock();
    /** For the thread that puts records in, and who waits until all are done. */
    private final Condition moved = lock.newCondition();

    private final Lane[] lanes;
    private final Deque<Slot> inOrder = new ArrayDeque<>();
    private final Map<String, Use> filesInUse = new HashMap<>();
    private int due;
    private Mark mark;
    private boolean closed;
    /** A record came after the end: the mark stays before it, whatever is passed behind it. */
    private boolean refused;

    /** A record in binlog order, or a run of records that are not meant for this peer. */
    private static final class Slot {
        private Position next;
        private int scanned = 1;
        private final int synced;
        private boolean done;

        Slot(Position next, boolean due) {
            this.next = next;
            this.synced = due ? 1 : 0;
            this.done = !due;
        }
    }

    /** A record that is on its way; who has taken it says when it is done. */
    final class Task {
        private final BinlogRecord record;
        private final List<String> files;
        private final Slot slot;
        private final int lane;

        private Task(BinlogRecord record, List<String> files, Slot slot, int lane) {
            this.record = record;
            this.files = files;
            this.slot = slot;
            this.lane = lane;
        }

        private long weight() {
            return 1 + Backlog.contentBytes(record) / BYTES_OF_WEIGHT_ONE;
        }

        BinlogRecord record() {
            return record;
        }

        void done() {
            finish(this);
        }
    }

    private final class Lane {
        private final Condition filled = lock.newCondition();
        private final Deque<Task> waiting = new ArrayDeque<>();
        /** Of the records that wait or are taken. */
        private long weight;
    }

    private static final class Use {
        private final int lane;
        private int records;

        Use(int lane) {
            this.lane = lane;
        }
    }

    /**
     * @param window how many records may be on their way
     * @param fullWeight up to which a lane gets more before the next one is used: few full lanes cost less than many that
     *     idle. A record weighs 1, and 1 for every 4 KB of its content.
     */
    InFlight(int laneCount, int window, long fullWeight, Mark from) {
        this.window = window;
        this.fullWeight = fullWeight;
        lanes = new Lane[laneCount];
        for (int i = 0; i < laneCount; i++) {
            lanes[i] = new Lane();
        }
        mark = from;
    }

    /**
     * Puts the next record in; waits while the window is full, or while its files are on their way in different lanes.
     *
     * @return false if this is closed
     */
    boolean put(BinlogRecord record, Position next) throws InterruptedException {
        List<String> files = files(record.change());
        lock.lock();
        try {
            while (!closed && (due >= window || areInDifferentLanes(files))) {
                moved.await();
            }
            if (closed) {
                refused = true;
                return false;
            }
            int number = laneFor(files);
            Task task = new Task(record, files, new Slot(next, true), number);
            inOrder.add(task.slot);
            due++;
            files.forEach(file -> filesInUse.computeIfAbsent(file, any -> new Use(number)).records++);
            Lane lane = lanes[number];
            lane.waiting.add(task);
            lane.weight += task.weight();
            lane.filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Passes a record that is not meant for this peer; not behind one that was refused. */
    void pass(Position next) {
        lock.lock();
        try {
            if (refused) {
                return;
            }
            Slot last = inOrder.peekLast();
            if (last != null && last.synced == 0) {
                last.next = next;
                last.scanned++;
            } else {
                inOrder.add(new Slot(next, false));
            }
            advance();
        } finally {
            lock.unlock();
        }
    }

    private static List<String> files(Change change) {
        return switch (change) {
            case Change.Link(String filename, String target) -> List.of(filename, target);
            case Change.Rename(String filename, String old) -> List.of(filename, old);
            case Change.Create _,
                    Change.Update _,
                    Change.Delete _,
                    Change.Append _,
                    Change.Modify _,
                    Change.Truncate _ -> List.of(change.filename());
        };
    }

    private boolean areInDifferentLanes(List<String> files) {
        return files.stream()
                        .map(filesInUse::get)
                        .filter(use -> use != null)
                        .mapToInt(use -> use.lane)
                        .distinct()
                        .count()
                > 1;
    }

    /** The lane where records of the same file still are, or the first that is not full, or the emptiest. */
    private int laneFor(List<String> files) {
        for (String file : files) {
            Use use = filesInUse.get(file);
            if (use != null) {
                return use.lane;
            }
        }
        int chosen = 0;
        for (int i = 1; i < lanes.length && lanes[chosen].weight >= fullWeight; i++) {
            if (lanes[i].weight < lanes[chosen].weight) {
                chosen = i;
            }
        }
        return chosen;
    }

    /** The next record of a lane, once there is one; empty if this is closed. */
    Optional<Task> take(int number) throws InterruptedException {
        Lane lane = lanes[number];
        lock.lock();
        try {
            while (lane.waiting.isEmpty() && !closed) {
                lane.filled.await();
            }
            return closed ? Optional.empty() : Optional.of(lane.waiting.remove());
        } finally {
            lock.unlock();
        }
    }

    /** The next record of a lane if there is one now, and it shares no file with these, which are on their way. */
    Optional<Task> takeUnrelated(int number, List<Task> taken) {
        lock.lock();
        try {
            Task next = lanes[number].waiting.peek();
            boolean waits = closed
                    || next == null
                    || taken.stream().anyMatch(task -> !Collections.disjoint(task.files, next.files));
            return waits ? Optional.empty() : Optional.of(lanes[number].waiting.remove());
        } finally {
            lock.unlock();
        }
    }

    private void finish(Task task) {
        lock.lock();
        try {
            task.slot.done = true;
            due--;
            lanes[task.lane].weight -= task.weight();
            for (String file : task.files) {
                Use use = filesInUse.get(file);
                if (use != null && --use.records == 0) {
                    filesInUse.remove(file);
                }
            }
            advance();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        while (!inOrder.isEmpty() && inOrder.getFirst().done) {
            Slot first = inOrder.removeFirst();
            mark = mark.at(first.next, mark.scanned() + first.scanned, mark.synced() + first.synced);
        }
    }

    /** Up to the first record that is not done. */
    Mark mark() {
        lock.lock();
        try {
            return mark;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every record that was put in is done; false if this is closed before. */
    boolean awaitEmpty() throws InterruptedException {
        lock.lock();
        try {
            while (due > 0 && !closed) {
                moved.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody: what is not done stays so. */
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
            for (Lane lane : lanes) {
                lane.filled.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
