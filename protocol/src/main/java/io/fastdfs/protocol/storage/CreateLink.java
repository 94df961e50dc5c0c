package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * CREATE_LINK (20): another name for a stored file. Answer: {@link FileNameReply}.
 *
 * <pre>
 *  0   8  length of the master's name; 0: no master
 *  8   8  length of the source's name
 * 16   8  length of the signature
 * 24  16  group
 * 40  16  prefix, may be empty
 * 56   6  extension, may be empty
 * 62   …  master logic filename, source logic filename, signature
 * </pre>
 *
 * @param masterFilename empty: the link gets a name of its own; else it becomes a slave of the master
 * @param signature by which duplicates are found, 1 to 63 bytes, a character each: size and hash of the content
 */
public record CreateLink(
        String group, String prefix, String extension, String masterFilename, String source, String signature)
        implements Request {
    private static final int MAX_SIGNATURE = 63;
    /** What C has room for: names and signature together. */
    private static final int MAX_NAMES = 256;

    public static CreateLink decode(BodyReader body) throws FdfsException {
        long masterLength = body.size();
        long sourceLength = body.size();
        long signatureLength = body.range(1, MAX_SIGNATURE);
        String group = body.padded(Width.GROUP);
        String prefix = body.padded(Width.PREFIX);
        String extension = body.padded(Width.EXTENSION);
        String master = masterLength == 0 ? "" : body.filename(masterLength);
        String source = body.filename(sourceLength);
        CreateLink request = new CreateLink(group, prefix, extension, master, source, body.text(signatureLength));
        body.end();
        long names = masterLength + sourceLength + signatureLength;
        if (names > MAX_NAMES) {
            throw FdfsException.invalid("names and signature of " + names + " bytes");
        }
        return request;
    }

    @Override
    public Command command() {
        return Command.CREATE_LINK;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(masterFilename.length()).size(source.length()).size(signature.length());
        body.padded(group, Width.GROUP).padded(prefix, Width.PREFIX).padded(extension, Width.EXTENSION);
        body.filename(masterFilename).filename(source).text(signature);
    }
}
