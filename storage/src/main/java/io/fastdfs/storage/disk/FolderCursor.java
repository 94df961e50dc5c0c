package io.fastdfs.storage.disk;

/**
 * The folder for the next file, by round robin over both levels. One cursor serves all store paths, as in C, and goes on
 * after a restart.
 */
public final class FolderCursor implements Folders {
    private final int subdirCount;
    private final int rotateCount;
    private int high;
    private int low;
    private int inFolder;

    /** Where it stands: the next file goes to this folder, which has had so many since it was taken. */
    public record Position(int high, int low, int inFolder) {
        public static final Position START = new Position(0, 0, 0);
    }

    /**
     * Goes on from a position. One that is outside, as it is after the folders have become fewer, begins anew.
     *
     * @param rotateCount files that go into one folder before the next is taken
     */
    public FolderCursor(Position from, int subdirCount, int rotateCount) {
        this.subdirCount = subdirCount;
        this.rotateCount = rotateCount;
        this.high = isFolder(from.high) ? from.high : 0;
        this.low = isFolder(from.low) ? from.low : 0;
        this.inFolder = Math.clamp(from.inFolder, 0, rotateCount - 1);
    }

    private boolean isFolder(int number) {
        return number >= 0 && number < subdirCount;
    }

    @Override
    public synchronized String next(String encodedName) {
        String folder = StorePath.folder(high, low);
        inFolder++;
        if (inFolder >= rotateCount) {
            inFolder = 0;
            low++;
            if (low >= subdirCount) {
                low = 0;
                high = (high + 1) % subdirCount;
            }
        }
        return folder;
    }

    public synchronized Position position() {
        return new Position(high, low, inFolder);
    }
}
