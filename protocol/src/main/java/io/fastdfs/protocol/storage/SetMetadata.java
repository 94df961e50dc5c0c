package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SET_METADATA (13): overwrites or merges the metadata of a file. Empty answer.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  metadata length
 * 16   1  'O' overwrite, 'M' merge
 * 17  16  group, NUL padded
 * 33   …  logic filename, then the metadata: records key 0x02 value, separated by 0x01
 * </pre>
 *
 * @param metadata not copied, because it can be as large as the body
 */
public record SetMetadata(boolean merge, String group, String filename, byte[] metadata) implements Request {
    public static SetMetadata decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long announced = body.size();
        int flag = body.uint8();
        if (flag != 'O' && flag != 'M') {
            throw FdfsException.invalid("metadata flag " + flag);
        }
        String group = body.padded(Width.GROUP);
        String filename = body.filename(nameLength);
        body.content(announced);
        return new SetMetadata(flag == 'M', group, filename, body.rest());
    }

    @Override
    public Command command() {
        return Command.SET_METADATA;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(metadata.length).int8(merge ? 'M' : 'O');
        body.padded(group, Width.GROUP).filename(filename).bytes(metadata);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SetMetadata that
                && merge == that.merge
                && group.equals(that.group)
                && filename.equals(that.filename)
                && Arrays.equals(metadata, that.metadata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(merge, group, filename, Arrays.hashCode(metadata));
    }

    @Override
    public String toString() {
        return "SetMetadata[merge=" + merge + ", group=" + group + ", filename=" + filename + ", metadata="
                + metadata.length + " bytes]";
    }
}
