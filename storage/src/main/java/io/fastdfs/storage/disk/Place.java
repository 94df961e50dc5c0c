package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where a file stands, or would stand.
 *
 * @param trueName below the store path's data folder, {@code HH/HH/name}
 */
public record Place(StorePath storePath, String trueName) {
    public Path path() {
        return storePath.resolve(trueName);
    }

    public Path metadataPath() {
        return storePath.metadataOf(trueName);
    }

    public String filename() {
        return storePath.logicFilename(trueName);
    }

    /** A file beside this one, in the same folder of the same store path. */
    public Place sibling(String otherTrueName) {
        return new Place(storePath, otherTrueName);
    }

    /**
     * The file's attributes, a link's own if it is one.
     *
     * @throws FdfsException ENOENT if there is none
     */
    public BasicFileAttributes attributes() throws FdfsException {
        return attributes(LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The attributes of the content: of a link's target.
     *
     * @throws FdfsException ENOENT if there is none
     */
    public BasicFileAttributes contentAttributes() throws FdfsException {
        return attributes(new LinkOption[0]);
    }

    /**
     * The attributes of an appender file.
     *
     * @throws FdfsException ENOENT if there is none, EINVAL if it is something else
     */
    public BasicFileAttributes appenderAttributes() throws FdfsException {
        BasicFileAttributes found = attributes();
        if (!found.isRegularFile() || FileName.decode(filename()).kind() != FileName.Kind.APPENDER) {
            throw FdfsException.invalid(filename() + " is no appender file");
        }
        return found;
    }

    private BasicFileAttributes attributes(LinkOption... options) throws FdfsException {
        try {
            return Files.readAttributes(path(), BasicFileAttributes.class, options);
        } catch (NoSuchFileException e) {
            throw new FdfsException(Status.ENOENT, filename(), e);
        } catch (IOException e) {
            throw storePath.failure(e, filename(), 0);
        }
    }
}
