package io.fastdfs.storage.binlog;

/**
 * What a binlog record says has happened to a file. The letter is the one of the storage that a client asked; replicas
 * log it in lower case. Source: FastDFS storage_sync.h.
 */
public sealed interface Change {
    /** Logic filename of the file that is there, or gone, afterwards. */
    String filename();

    /** In upper case, as the storage writes it that made the change for a client. */
    char letter();

    /** What stands behind the letter in the record. */
    default String text() {
        return filename();
    }

    /** {@code C}: a new file, or a new metadata file. */
    record Create(String filename) implements Change {
        @Override
        public char letter() {
            return 'C';
        }
    }

    /** {@code D}: the file is gone. */
    record Delete(String filename) implements Change {
        @Override
        public char letter() {
            return 'D';
        }
    }

    /** {@code U}: another content under the same name; from a client only metadata has it. */
    record Update(String filename) implements Change {
        @Override
        public char letter() {
            return 'U';
        }
    }

    /** {@code A}: {@code length} bytes were added when the file had {@code offset} bytes. */
    record Append(String filename, long offset, long length) implements Change {
        @Override
        public char letter() {
            return 'A';
        }

        @Override
        public String text() {
            return filename + " " + offset + " " + length;
        }
    }

    /** {@code M}: {@code length} bytes were written at {@code offset}. */
    record Modify(String filename, long offset, long length) implements Change {
        @Override
        public char letter() {
            return 'M';
        }

        @Override
        public String text() {
            return filename + " " + offset + " " + length;
        }
    }

    /** {@code T}: the file had {@code oldSize} bytes, and has {@code newSize}. */
    record Truncate(String filename, long oldSize, long newSize) implements Change {
        @Override
        public char letter() {
            return 'T';
        }

        @Override
        public String text() {
            return filename + " " + oldSize + " " + newSize;
        }
    }

    /** {@code L}: a link to another file of the same store path. */
    record Link(String filename, String target) implements Change {
        @Override
        public char letter() {
            return 'L';
        }

        @Override
        public String text() {
            return filename + " " + target;
        }
    }

    /** {@code R}: an appender file that became a normal one. */
    record Rename(String filename, String oldFilename) implements Change {
        @Override
        public char letter() {
            return 'R';
        }

        @Override
        public String text() {
            return filename + " " + oldFilename;
        }
    }
}
