package io.fastdfs.server;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct buffers for bodies, lent for one transfer. A bounded number is lent at full size; beyond it a borrower gets a
 * small one on the heap, so that slow peers cost speed, never memory.
 */
public final class TransferBuffers {
    public static final int FULL_BYTES = 256 * 1024;
    private static final int SMALL_BYTES = 8 * 1024;
    private static final int MAX_FULL = 128;

    /** The one used last is lent first: it is still in the caches of the processor. */
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    private final AtomicInteger lent = new AtomicInteger();

    /** A buffer on loan; closing gives it back. */
    public final class Loan implements AutoCloseable {
        private final ByteBuffer buffer;
        private final boolean full;

        private Loan(ByteBuffer buffer, boolean full) {
            this.buffer = buffer;
            this.full = full;
        }

        /** Empty, from 0 to its capacity. */
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            if (full) {
                free.push(buffer);
                lent.decrementAndGet();
            }
        }
    }

    public Loan lend() {
        if (lent.incrementAndGet() > MAX_FULL) {
            lent.decrementAndGet();
            return new Loan(ByteBuffer.allocate(SMALL_BYTES), false);
        }
        ByteBuffer buffer = free.poll();
        return new Loan(buffer == null ? ByteBuffer.allocateDirect(FULL_BYTES) : buffer.clear(), true);
    }
}
