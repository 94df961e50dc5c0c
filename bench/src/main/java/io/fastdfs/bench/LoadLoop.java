package io.fastdfs.bench;

import io.fastdfs.protocol.FdfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One thread that drives many callers. */
final class LoadLoop implements AutoCloseable {
    private static final int SCRATCH_BYTES = 256 * 1024;
    private static final long LOOK_MILLIS = 100;
    /** A server that is not there is not asked again at once. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);

    private final Tasks tasks;
    private final long timeoutNanos;
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final List<Caller> callers = new ArrayList<>();
    private final Deque<Caller> idle = new ArrayDeque<>();
    private final Deque<Resting> resting = new ArrayDeque<>();
    private Phase phase;
    private long begun;
    private int busy;
    private boolean exhausted;
    private long lookedNanos;
    private int nextStorePath;

    /** @param storePaths uploads go to so many in turn; 0: the storage chooses */
    record Phase(TaskSource source, Schedule schedule, Recorder recorder, int storePaths) {}

    private record Resting(Caller caller, long untilNanos) {}

    LoadLoop(int count, Destination destination, Tasks tasks, Content content, Duration timeout) throws IOException {
        this.tasks = tasks;
        this.timeoutNanos = timeout.toNanos();
        this.phase = new Phase(Optional::empty, new Schedule(0, 0, 0, 0), new Recorder(0), 0);
        for (int i = 0; i < count; i++) {
            callers.add(new Caller(this, destination, selector, content));
        }
    }

    void connect(Duration atMost) throws IOException {
        for (Caller caller : callers) {
            caller.connect(atMost);
        }
    }

    Tasks tasks() {
        return tasks;
    }

    /** Does what the phase says, and returns when every request that it began is answered. */
    void run(Phase next) throws IOException {
        phase = next;
        begun = 0;
        exhausted = false;
        idle.clear();
        resting.clear();
        idle.addAll(callers);
        lookedNanos = System.nanoTime();
        try (Ticker _ = Ticker.start(phase.schedule, selector)) {
            long now = System.nanoTime();
            beginDue(now);
            while (busy > 0 || !isOver(now)) {
                selector.select(this::ready, LOOK_MILLIS);
                now = System.nanoTime();
                wakeResting(now);
                giveUpOld(now);
                beginDue(now);
            }
        }
        Schedule schedule = phase.schedule;
        if (!schedule.isClosedLoop()) {
            phase.recorder.notBegun(schedule.dueUntil(System.nanoTime()) - begun);
        }
    }

    private boolean isOver(long now) {
        return exhausted || phase.schedule.isOver(now, begun);
    }

    private void ready(SelectionKey key) {
        ((Wire) key.attachment()).ready(scratch);
    }

    private void beginDue(long now) {
        while (!idle.isEmpty() && !isOver(now)) {
            long due = phase.schedule.due(begun, now);
            if (due - now > 0) {
                return;
            }
            begin(idle.poll(), due, now);
        }
    }

    private void begin(Caller caller, long due, long now) {
        Optional<Task> next = phase.source.next();
        if (next.isEmpty()) {
            exhausted = true;
            idle.add(caller);
            return;
        }
        Task task = next.get();
        if (task.file() != null) {
            task.file().take();
        }
        begun++;
        busy++;
        int storePath = -1;
        if (phase.storePaths > 0) {
            storePath = nextStorePath;
            nextStorePath = (nextStorePath + 1) % phase.storePaths;
        }
        caller.begin(task, due, now, storePath);
    }

    /** A caller has what it wanted. */
    void done(Caller caller, Task task, Answer answer) throws FdfsException {
        long now = System.nanoTime();
        if (task.operation() == Operation.UPLOAD) {
            (task.appender() ? tasks.appenders() : tasks.files()).add(task.stored(answer));
        }
        if (task.operation() == Operation.SET_METADATA && task.file() != null) {
            task.file().describe();
        }
        phase.recorder.succeeded(
                task.operation(), task.contentBytes(answer), now - caller.dueNanos(), now - caller.startedNanos(), now);
        ended(task);
        if (phase.schedule.isClosedLoop() && !isOver(now)) {
            begin(caller, now, now);
        } else {
            idle.add(caller);
        }
    }

    /**
     * A caller has it not.
     *
     * @param rests the server may be gone
     */
    void failed(Caller caller, Task task, String kind, boolean rests) {
        phase.recorder.failed(task.operation(), kind);
        ended(task);
        if (rests) {
            resting.add(new Resting(caller, System.nanoTime() + REST_NANOS));
        } else {
            idle.add(caller);
        }
    }

    private void ended(Task task) {
        busy--;
        if (task.file() != null) {
            task.file().release();
        }
    }

    private void wakeResting(long now) {
        while (!resting.isEmpty() && resting.peek().untilNanos - now <= 0) {
            idle.add(resting.poll().caller);
        }
    }

    private void giveUpOld(long now) {
        if (now - lookedNanos > REST_NANOS) {
            lookedNanos = now;
            callers.forEach(caller -> caller.giveUpIfStartedBefore(now - timeoutNanos));
        }
    }

    @Override
    public void close() throws IOException {
        callers.forEach(Caller::close);
        selector.close();
    }
}
