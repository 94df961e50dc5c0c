package io.fastdfs.storage.disk;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The calls that are at one disk now, so that those which hang can be counted. Time goes in ticks, which {@link SpareCarriers}
 * gives: a call costs two writes to memory and no look at a clock.
 */
final class CallsUnderWay {
    /** More calls than the scheduler of virtual threads has carriers for are never under way at once. */
    private static final int SLOTS = 256;
    /** A call that finds so many slots taken is not counted. */
    private static final int TRIES = 8;

    static final int UNCOUNTED = -1;

    /** In each slot the tick at which its call began; 0: it is free. */
    private final AtomicIntegerArray began = new AtomicIntegerArray(SLOTS);

    private volatile int now = 1;

    /** A call begins; returns its slot, for {@link #end}. */
    int begin() {
        int first = (int) Thread.currentThread().threadId();
        for (int i = 0; i < TRIES; i++) {
            int slot = first + i & SLOTS - 1;
            if (began.compareAndSet(slot, 0, now)) {
                return slot;
            }
        }
        return UNCOUNTED;
    }

    void end(int slot) {
        if (slot != UNCOUNTED) {
            began.set(slot, 0);
        }
    }

    /** One tick later: how many calls have been under way for a whole tick or longer. */
    int tick() {
        int last = now;
        int hanging = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            int since = began.get(slot);
            if (since != 0 && since != last) {
                hanging++;
            }
        }
        now = last == Integer.MAX_VALUE ? 1 : last + 1;
        return hanging;
    }
}
