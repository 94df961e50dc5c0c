package io.fastdfs.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that is done again and again, on a virtual thread of its own. */
final class Periodic implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    Periodic(String name, Duration pause, Runnable work) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(pause, work));
    }

    void start() {
        thread.start();
    }

    private void run(Duration pause, Runnable work) {
        try {
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                work.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until what runs now has ended. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
