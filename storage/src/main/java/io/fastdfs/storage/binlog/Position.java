package io.fastdfs.storage.binlog;

/**
 * A place in the binlog, always at the start of a line.
 *
 * @param index of the file, {@code binlog.<index>}
 * @param offset bytes in it
 */
public record Position(int index, long offset) implements Comparable<Position> {
    public static final Position START = new Position(0, 0);

    Position plus(int bytes) {
        return new Position(index, offset + bytes);
    }

    Position nextFile() {
        return new Position(index + 1, 0);
    }

    @Override
    public int compareTo(Position other) {
        int byFile = Integer.compare(index, other.index);
        return byFile != 0 ? byFile : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return index + ":" + offset;
    }
}
