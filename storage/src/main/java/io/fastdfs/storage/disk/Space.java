package io.fastdfs.storage.disk;

/** Room on a file system, in bytes; {@code free} is what a process that is not root may use. */
public record Space(long total, long free) {
    public long totalMegabytes() {
        return total >> 20;
    }

    public long freeMegabytes() {
        return free >> 20;
    }
}
