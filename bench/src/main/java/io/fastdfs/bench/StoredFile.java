package io.fastdfs.bench;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;

/** A file that operations are done with. Belongs to the thread of one {@link LoadLoop}. */
final class StoredFile {
    /** Of a file that this run has not stored. */
    static final long NO_NUMBER = -1;

    static final long UNKNOWN_SIZE = -1;

    private final String group;
    private final String filename;
    private final long size;
    private final long number;
    private int uses;
    private boolean described;

    /**
     * @param size in bytes when it was stored, or {@link #UNKNOWN_SIZE}
     * @param number that its {@link Content} begins with, or {@link #NO_NUMBER}
     */
    StoredFile(String group, String filename, long size, long number) {
        this.group = group;
        this.filename = filename;
        this.size = size;
        this.number = number;
    }

    /** A file that is there already: of a plain one the id tells the size. Whether it has metadata, its user must know. */
    static StoredFile given(FileId id) throws FdfsException {
        StoredFile file = new StoredFile(
                id.group(), id.filename(), FileName.decode(id.filename()).size(), NO_NUMBER);
        file.described = true;
        return file;
    }

    String group() {
        return group;
    }

    String filename() {
        return filename;
    }

    long size() {
        return size;
    }

    long number() {
        return number;
    }

    /** The CRC32 in the name, of the content when it was stored. */
    int crc32() throws FdfsException {
        return FileName.decode(filename).crc32();
    }

    /** True if it has metadata. */
    boolean isDescribed() {
        return described;
    }

    /** It has got metadata. */
    void describe() {
        described = true;
    }

    /** Requests about it are under way: it must not be deleted. */
    boolean isInUse() {
        return uses > 0;
    }

    void take() {
        uses++;
    }

    void release() {
        uses--;
    }

    @Override
    public String toString() {
        return group + "/" + filename;
    }
}
