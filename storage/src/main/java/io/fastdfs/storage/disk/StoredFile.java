package io.fastdfs.storage.disk;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * What stands at a place: how to find, measure and read its bytes. Who reads files reads them through this and knows no
 * more.
 */
public sealed interface StoredFile {
    /** A file with bytes of its own. */
    record Plain(Place place, long size, long modifiedSeconds) implements StoredFile {
        @Override
        public StoredContent open() throws FdfsException {
            return read(place, size);
        }
    }

    /**
     * A symbolic link to a file with bytes, or to another link. Operators make links too, when they move files.
     *
     * @param modifiedSeconds of the link itself
     */
    record Link(Place place, long modifiedSeconds) implements StoredFile {
        @Override
        public long size() throws FdfsException {
            return content().size();
        }

        @Override
        public StoredContent open() throws FdfsException {
            return read(place, content().size());
        }

        /** Where it leads, as it says; that may be another link, or nothing. */
        public Path target() throws FdfsException {
            try {
                return place.storePath().reading(() -> Files.readSymbolicLink(place.path()));
            } catch (IOException e) {
                throw place.storePath().failure(e, "reading link " + place.filename(), 0);
            }
        }

        private BasicFileAttributes content() throws FdfsException {
            BasicFileAttributes target = attributes(place);
            if (!target.isRegularFile()) {
                throw notRegular(place);
            }
            return target;
        }
    }

    /** A folder, or a device: no command takes it for a file. */
    record Foreign(Place place) implements StoredFile {
        @Override
        public long size() throws FdfsException {
            throw notRegular(place);
        }

        @Override
        public long modifiedSeconds() throws FdfsException {
            throw notRegular(place);
        }

        @Override
        public StoredContent open() throws FdfsException {
            throw notRegular(place);
        }
    }

    Place place();

    /**
     * Bytes of its content.
     *
     * @throws FdfsException ENOENT if it is a link that leads nowhere, EISDIR if it is, or leads to, no regular file
     */
    long size() throws FdfsException;

    /** When it was changed last, Unix seconds. */
    long modifiedSeconds() throws FdfsException;

    /**
     * Its content, ready to be read.
     *
     * @throws FdfsException ENOENT if it is a link that leads nowhere, EISDIR if it is, or leads to, no regular file
     */
    StoredContent open() throws FdfsException;

    /**
     * Finds what stands at a place.
     *
     * @throws FdfsException ENOENT if nothing does
     */
    static StoredFile find(Place place) throws FdfsException {
        return of(place, attributes(place, LinkOption.NOFOLLOW_LINKS));
    }

    /** What stands at a place where there may well be nothing. */
    static Optional<StoredFile> lookUp(Place place) throws FdfsException {
        Path path = place.path();
        try {
            Optional<BasicFileAttributes> found = place.storePath()
                    .reading(() -> Optional.ofNullable(path.getFileSystem()
                            .provider()
                            .readAttributesIfExists(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
            return found.map(attributes -> of(place, attributes));
        } catch (IOException e) {
            throw place.storePath().failure(e, place.filename(), 0);
        }
    }

    private static StoredFile of(Place place, BasicFileAttributes found) {
        long modifiedSeconds = found.lastModifiedTime().toMillis() / 1000;
        if (found.isRegularFile()) {
            return new Plain(place, found.size(), modifiedSeconds);
        }
        return found.isSymbolicLink() ? new Link(place, modifiedSeconds) : new Foreign(place);
    }

    /**
     * Finds the appender at a place.
     *
     * @throws FdfsException ENOENT if nothing stands there, EINVAL if it is something else
     */
    static Plain findAppender(Place place) throws FdfsException {
        if (find(place) instanceof Plain plain
                && FileName.decode(place.filename()).kind() == FileName.Kind.APPENDER) {
            return plain;
        }
        throw FdfsException.invalid(place.filename() + " is no appender file");
    }

    /**
     * Opens what stands at a place, without looking at it first. A link is followed.
     *
     * @throws FdfsException ENOENT if nothing stands there, or a link that leads nowhere
     */
    static StoredContent open(Place place) throws FdfsException {
        StorePath on = place.storePath();
        try {
            return on.reading(() -> {
                FileChannel channel = on.open(place.path(), Set.of(StandardOpenOption.READ));
                try {
                    return new StoredContent(place, channel, channel.size());
                } catch (IOException e) {
                    channel.close();
                    throw e;
                }
            });
        } catch (IOException e) {
            throw on.failure(e, "opening " + place.filename(), 0);
        }
    }

    /** True if a file stands there, or a link that leads to one. */
    static boolean exists(Place place) throws FdfsException {
        try {
            return place.storePath().reading(() -> Files.exists(place.path()));
        } catch (IOException e) {
            throw place.storePath().failure(e, place.filename(), 0);
        }
    }

    private static StoredContent read(Place place, long size) throws FdfsException {
        StorePath on = place.storePath();
        try {
            FileChannel channel = on.reading(() -> on.open(place.path(), Set.of(StandardOpenOption.READ)));
            return new StoredContent(place, channel, size);
        } catch (IOException e) {
            throw on.failure(e, "opening " + place.filename(), 0);
        }
    }

    private static BasicFileAttributes attributes(Place place, LinkOption... options) throws FdfsException {
        try {
            return place.storePath()
                    .reading(() -> Files.readAttributes(place.path(), BasicFileAttributes.class, options));
        } catch (NoSuchFileException e) {
            throw new FdfsException(Status.ENOENT, place.filename(), e);
        } catch (IOException e) {
            throw place.storePath().failure(e, place.filename(), 0);
        }
    }

    private static FdfsException notRegular(Place place) {
        return new FdfsException(Status.EISDIR, place.filename() + " is no regular file");
    }
}
