package io.fastdfs.bench;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/** Wakes a selector whenever a request is due; by itself a selector waits in whole milliseconds. */
final class Ticker implements AutoCloseable {
    private final Thread thread;
    private volatile boolean stopped;

    private Ticker(Schedule schedule, Selector selector) {
        thread = Thread.ofPlatform().daemon().name("ticker").unstarted(() -> run(schedule, selector));
    }

    static Ticker start(Schedule schedule, Selector selector) {
        Ticker ticker = new Ticker(schedule, selector);
        if (!schedule.isClosedLoop()) {
            ticker.thread.start();
        }
        return ticker;
    }

    private void run(Schedule schedule, Selector selector) {
        while (!stopped) {
            long now = System.nanoTime();
            LockSupport.parkNanos(schedule.nextDue(now) - now);
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
