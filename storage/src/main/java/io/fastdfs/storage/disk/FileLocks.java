package io.fastdfs.storage.disk;

import java.util.concurrent.locks.ReentrantLock;

/** One change to a file at a time. Held over disk calls only, never while a peer is read or written. */
public final class FileLocks {
    private static final int STRIPES = 256;
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    public FileLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** Locks the file until {@link Held#close}. */
    public Held hold(Place place) {
        ReentrantLock stripe = stripes[Math.floorMod(place.trueName().hashCode(), STRIPES)];
        stripe.lock();
        return new Held(stripe);
    }

    /** A lock that is held by this thread. */
    public static final class Held implements AutoCloseable {
        private final ReentrantLock lock;

        private Held(ReentrantLock lock) {
            this.lock = lock;
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }
}
