package io.fastdfs.bench;

/**
 * When requests are due in one {@link LoadLoop}.
 *
 * @param startNanos of {@link System#nanoTime}, as all instants here
 * @param intervalNanos between two that are due; 0: each is due as soon as a caller is idle
 * @param durationNanos after the start none is due any more
 * @param count of all that are due; 0: no bound
 */
record Schedule(long startNanos, double intervalNanos, long durationNanos, long count) {
    boolean isClosedLoop() {
        return intervalNanos == 0;
    }

    boolean isOver(long now, long begun) {
        return now - startNanos >= durationNanos || count > 0 && begun >= count;
    }

    /** When the request after so many others is due. */
    long due(long begun, long now) {
        return isClosedLoop() ? now : startNanos + (long) (begun * intervalNanos);
    }

    /** The first instant after now at which a request is due. */
    long nextDue(long now) {
        return due((long) Math.floor((now - startNanos) / intervalNanos) + 1, now);
    }

    /** How many were due until then. */
    long dueUntil(long now) {
        long due = (long) Math.ceil(Math.min(now - startNanos, durationNanos) / intervalNanos);
        return count > 0 ? Math.min(count, due) : due;
    }
}
