package io.fastdfs.storage.disk;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many disk calls of one kind may run at once on a store path. A permit is held over disk calls only, never while a
 * peer is waited for, so a slow peer cannot keep others from the disk.
 */
final class Permits {
    private final @Nullable Semaphore free;
    private final CallsUnderWay underWay;

    /**
     * Permits for a disk.
     *
     * @param atOnce 0: as many as come
     */
    Permits(int atOnce, CallsUnderWay underWay) {
        free = atOnce == 0 ? null : new Semaphore(atOnce);
        this.underWay = underWay;
    }

    /** Makes the call as soon as its turn has come. */
    <T> T run(DiskCall<T> call) throws IOException {
        if (free == null) {
            return counted(call);
        }
        free.acquireUninterruptibly();
        try {
            return counted(call);
        } finally {
            free.release();
        }
    }

    private <T> T counted(DiskCall<T> call) throws IOException {
        int slot = underWay.begin();
        try {
            return call.run();
        } finally {
            underWay.end(slot);
        }
    }
}
