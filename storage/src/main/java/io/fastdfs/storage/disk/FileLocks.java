package io.fastdfs.storage.disk;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One change to a file at a time. Held over disk calls only, never while a peer is read or written. Each file has a lock of
 * its own while it is wanted, so a long change to one file holds up no other.
 */
public final class FileLocks {
    private final ConcurrentHashMap<Place, Entry> wanted = new ConcurrentHashMap<>();

    private static final class Entry {
        final ReentrantLock lock = new ReentrantLock();
        /** Who has it or waits for it; changed under the map's lock of its place. */
        int users;
    }

    /** Locks the file until {@link Held#close}. */
    public Held hold(Place place) {
        Entry entry = wanted.compute(place, (_, there) -> {
            Entry used = there == null ? new Entry() : there;
            used.users++;
            return used;
        });
        entry.lock.lock();
        return new Held(place, entry.lock);
    }

    private void leave(Place place) {
        wanted.computeIfPresent(place, (_, entry) -> --entry.users == 0 ? null : entry);
    }

    /** Files that are locked or waited for. */
    int size() {
        return wanted.size();
    }

    /** A lock that is held by this thread. */
    public final class Held implements AutoCloseable {
        private final Place place;
        private final ReentrantLock lock;

        private Held(Place place, ReentrantLock lock) {
            this.place = place;
            this.lock = lock;
        }

        @Override
        public void close() {
            lock.unlock();
            leave(place);
        }
    }
}
