package io.fastdfs.client;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an id says of the content of a plain file; of another kind it says nothing that holds. */
final class PlainName {
    /** Digits, then the extension. A slave can be as short as a plain name, and has its prefix there. */
    private static final Pattern TAIL = Pattern.compile("[0-9:]*(\\..*)?");

    private static final int TAIL_LENGTH = 7;

    private final @Nullable FileName facts;

    private PlainName(@Nullable FileName facts) {
        this.facts = facts;
    }

    static PlainName of(FileId id) {
        String filename = id.filename();
        try {
            FileName facts = FileName.decode(filename);
            boolean plain = facts.kind() == FileName.Kind.NORMAL
                    && (filename.length() == FileName.NORMAL_LENGTH || facts.isTrunk())
                    && facts.createdSeconds() != 0
                    && TAIL.matcher(filename.substring(filename.length() - TAIL_LENGTH))
                            .matches();
            return new PlainName(plain ? facts : null);
        } catch (FdfsException e) {
            return new PlainName(null);
        }
    }

    /** True for a file that never changes and whose size and CRC32 stand in its name. */
    boolean isPlain() {
        return facts != null;
    }

    /** True if the name has this CRC32 and this size in bytes. */
    boolean says(int crc32, long size) {
        return facts != null && facts.crc32() == crc32 && facts.size() == size;
    }
}
