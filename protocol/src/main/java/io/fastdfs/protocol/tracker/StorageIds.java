package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import java.util.List;

/**
 * The answer to {@link FetchStorageIds}: a page of storage_ids.conf.
 *
 * <pre>
 *  0   4  total   lines of all pages
 *  4   4  count   lines of this page
 *  8   …  lines   id, group, host with port, and maybe rw=…, single spaces, each with LF
 * </pre>
 */
public record StorageIds(int total, List<String> lines) {
    public StorageIds {
        lines = List.copyOf(lines);
    }

    public static StorageIds decode(BodyReader body) throws FdfsException {
        int total = body.int32();
        int count = body.int32();
        String text = body.restText();
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
        if (!lines.isEmpty()) {
            if (!lines.get(lines.size() - 1).isEmpty()) {
                throw FdfsException.invalid("storage ids without their last line end");
            }
            lines = lines.subList(0, lines.size() - 1);
        }
        if (lines.size() != count || total < count) {
            throw FdfsException.invalid(lines.size() + " storage ids of " + total + ", " + count + " announced");
        }
        return new StorageIds(total, lines);
    }

    public void encode(BodyWriter body) {
        body.int32(total).int32(lines.size());
        lines.forEach(line -> body.text(line + "\n"));
    }
}
