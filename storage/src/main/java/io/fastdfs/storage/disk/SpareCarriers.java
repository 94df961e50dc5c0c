package io.fastdfs.storage.disk;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server going while a disk hangs. A virtual thread that waits for a disk keeps its carrier, and there are only as
 * many of these as processors: a few calls to one slow disk would stop everything else. So for each call that takes long the
 * scheduler gets one more carrier, until the call ends.
 */
final class SpareCarriers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpareCarriers.class);
    private static final long TICK_MILLIS = 50;
    /** The scheduler makes no more carriers than that, whatever it is told. */
    private static final int MOST = 200;

    private final List<CallsUnderWay> disks;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("spare-carriers").daemon().unstarted(this::run);
    private int spare;

    private SpareCarriers(List<CallsUnderWay> disks) {
        this.disks = List.copyOf(disks);
    }

    static SpareCarriers watch(List<CallsUnderWay> disks) {
        SpareCarriers carriers = new SpareCarriers(disks);
        carriers.thread.start();
        return carriers;
    }

    private void run() {
        try {
            while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                int hanging = 0;
                for (CallsUnderWay disk : disks) {
                    hanging += disk.tick();
                }
                have(Math.min(hanging, MOST));
            }
            have(0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void have(int wanted) {
        if (wanted != spare) {
            log.debug("{} disk calls hang, {} before", wanted, spare);
            // Several storages of one process have the scheduler in common.
            synchronized (SpareCarriers.class) {
                VirtualThreadSchedulerMXBean scheduler =
                        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
                scheduler.setParallelism(scheduler.getParallelism() + wanted - spare);
            }
            spare = wanted;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
