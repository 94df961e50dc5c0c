package io.fastdfs.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Lines on their way to a file: callers leave them in memory and go on, one thread writes them at every flush interval.
 *
 * <p>The lock is held to copy a line, never across disk I/O. A disk that is too slow, full or broken costs lines, which
 * are counted and reported once it takes them again; it stops nobody.
 */
final class LogFile implements AutoCloseable {
    static final int MAX_BUFFERED_BYTES = 1024 * 1024;
    private static final int FIRST_BUFFER_BYTES = 8 * 1024;
    /** How long a caller waits for a disk that does not answer, when it closes or flushes. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RotatedFile file;
    private final Duration flushInterval;
    private final LongConsumer reportLost;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition turnDone = lock.newCondition();
    /** The five below are used under the lock. */
    private byte[] filling = new byte[FIRST_BUFFER_BYTES];

    private int filled;
    private long lost;
    private boolean urgent;
    private boolean rotate;
    private boolean closing;
    private long turnsBegun;
    private long turnsEnded;

    /** The buffer that is written while the other fills; this and the next are the writer's own. */
    private byte[] spare = new byte[FIRST_BUFFER_BYTES];

    private boolean failing;

    /**
     * Begins to write.
     *
     * @param file closed by {@link #close}
     * @param reportLost told how many lines were lost, once the disk takes lines again
     */
    LogFile(String threadName, RotatedFile file, Duration flushInterval, LongConsumer reportLost) {
        this.file = file;
        this.flushInterval = flushInterval;
        this.reportLost = reportLost;
        writer = Thread.ofPlatform().daemon().name(threadName).start(this::writeUntilClosed);
    }

    /**
     * Leaves whole lines to be written.
     *
     * @param soon at once rather than at the next flush
     * @return false if they are lost, as too much waits already or the file is closed
     */
    boolean append(byte[] lines, boolean soon) {
        lock.lock();
        try {
            if (closing || filled + lines.length > MAX_BUFFERED_BYTES) {
                lost += countLines(lines, lines.length);
                return false;
            }
            if (filled + lines.length > filling.length) {
                int doubled = Math.min(MAX_BUFFERED_BYTES, filling.length * 2);
                filling = Arrays.copyOf(filling, Math.max(doubled, filled + lines.length));
            }
            System.arraycopy(lines, 0, filling, filled, lines.length);
            filled += lines.length;
            if (soon || filled > MAX_BUFFERED_BYTES / 2) {
                urgent = true;
                wake.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts the file aside, after the lines that were appended before. */
    void rotate() {
        lock.lock();
        try {
            rotate = true;
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** Waits until what was appended before is in the file, but not for ever. */
    void flush() {
        lock.lock();
        try {
            long mine = turnsBegun + 1;
            urgent = true;
            wake.signal();
            long nanos = PATIENCE.toNanos();
            while (turnsEnded < mine && !closing && nanos > 0) {
                nanos = turnDone.awaitNanos(nanos);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void writeUntilClosed() {
        long lostSoFar = 0;
        boolean last = false;
        while (!last) {
            int length;
            boolean rotateNow;
            lock.lock();
            try {
                last = awaitTurn();
                length = filled;
                byte[] full = filling;
                filling = spare;
                spare = full;
                filled = 0;
                lostSoFar += lost;
                lost = 0;
                rotateNow = rotate;
                rotate = false;
                urgent = false;
                turnsBegun++;
            } finally {
                lock.unlock();
            }
            lostSoFar = write(length, lostSoFar, rotateNow);
            endTurn();
        }
    }

    private boolean awaitTurn() {
        long nanos = flushInterval.toNanos();
        while (!closing && !urgent && nanos > 0) {
            try {
                nanos = wake.awaitNanos(nanos);
            } catch (InterruptedException _) {
                // Nobody interrupts this thread but by mistake, and the lines still want to be written.
            }
        }
        return closing;
    }

    /** Returns how many lines are lost and not yet reported. */
    private long write(int length, long lostBefore, boolean rotateNow) {
        ByteBuffer lines = ByteBuffer.wrap(spare, 0, length);
        boolean inTime = attempt(file::keepTime);
        boolean roomy = attempt(() -> file.makeRoom(length));
        boolean written = attempt(() -> file.write(lines));
        boolean rotated = !rotateNow || attempt(file::rotateOnDemand);
        failing = !(inTime && roomy && written && rotated);
        if (!written) {
            return lostBefore + countLines(spare, length) - countLines(spare, lines.position());
        }
        if (lostBefore > 0) {
            reportLost.accept(lostBefore);
        }
        return 0;
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** One failure does not prevent the next step: where a rotation fails, lines go on into the same file. */
    private boolean attempt(DiskWork work) {
        try {
            work.run();
            return true;
        } catch (IOException e) {
            if (!failing) {
                // Not at every turn, and not through the log itself, which would fail again.
                System.err.println(writer.getName() + ": " + e);
            }
            return false;
        }
    }

    private void endTurn() {
        lock.lock();
        try {
            turnsEnded++;
            turnDone.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long countLines(byte[] lines, int length) {
        long count = 0;
        for (int i = 0; i < length; i++) {
            if (lines[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    /** Writes what is left and closes the file; a disk that does not answer is left alone after a while. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (writer.join(PATIENCE)) {
                file.close();
            }
        } catch (IOException e) {
            System.err.println(writer.getName() + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
