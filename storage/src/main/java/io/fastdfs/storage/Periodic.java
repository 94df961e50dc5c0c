package io.fastdfs.storage;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that is done again and again, on a virtual thread of its own. */
final class Periodic implements AutoCloseable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    Periodic(String name, Duration pause, Runnable work) {
        this(name, () -> pause, work);
    }

    private Periodic(String name, Supplier<Duration> pause, Runnable work) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(pause, work));
    }

    /** Once a day, at this time of the machine's time zone. */
    static Periodic daily(String name, LocalTime at, Runnable work) {
        return new Periodic(name, () -> until(at, ZonedDateTime.now(ZoneId.systemDefault())), work);
    }

    /** How long it is until it is so late again; never zero. */
    static Duration until(LocalTime at, ZonedDateTime now) {
        ZonedDateTime today = now.with(at);
        return Duration.between(
                now, today.isAfter(now) ? today : now.plusDays(1).with(at));
    }

    void start() {
        thread.start();
    }

    private void run(Supplier<Duration> pause, Runnable work) {
        try {
            while (!stopped.await(pause.get().toNanos(), TimeUnit.NANOSECONDS)) {
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
