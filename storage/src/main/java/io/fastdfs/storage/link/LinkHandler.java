package io.fastdfs.storage.link;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.CreateLink;
import io.fastdfs.protocol.storage.FileNameReply;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.binlog.BinlogRecord;
import io.fastdfs.storage.binlog.Change;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.StoredFile;
import io.fastdfs.storage.report.Counters.Operation;
import io.fastdfs.storage.shelf.Shelf;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.concurrent.ThreadLocalRandom;

/**
 * CREATE_LINK: a symbolic link to a stored file of the same store path, under a name of its own or as a slave. The
 * signature serves C's duplicate index, which is not kept here.
 */
public final class LinkHandler {
    private final Shelf shelf;

    public LinkHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    public Place create(Connection peer, CreateLink request) throws IOException {
        shelf.requireGroup(request.group());
        // C takes any character here, a slash too.
        NewNames.requireAllowed(request.prefix());
        NewNames.requireAllowed(request.extension());
        Place source = shelf.paths().locate(request.source());
        Place link = shelf.counters().count(Operation.CREATE_LINK, 0, () -> create(request, source));
        BodyWriter body = new BodyWriter();
        new FileNameReply(shelf.group(), link.filename()).encode(body);
        peer.reply(body);
        return link;
    }

    private Place create(CreateLink request, Place source) throws IOException {
        if (!(StoredFile.find(source) instanceof StoredFile.Plain file)) {
            throw FdfsException.invalid(source.filename() + " is no regular file");
        }
        long now = System.currentTimeMillis() / 1000;
        Place link = request.masterFilename().isEmpty()
                ? source.sibling(shelf.names()
                        .plain(
                                request.extension(),
                                file.size(),
                                ThreadLocalRandom.current().nextInt(),
                                now))
                : slave(request, source);
        Change change = new Change.Link(link.filename(), source.filename());
        shelf.requireLoggable(change);
        try (FileLocks.Held _ = shelf.locks().hold(link)) {
            link.storePath().link(link, source);
            log(link, BinlogRecord.own(now, change));
        } catch (FileAlreadyExistsException e) {
            throw new FdfsException(Status.EEXIST, link.filename(), e);
        } catch (IOException e) {
            throw link.storePath().failure(e, "linking " + link.filename(), 0);
        }
        return link;
    }

    private Place slave(CreateLink request, Place source) throws FdfsException {
        Place master = shelf.paths().locate(request.masterFilename());
        if (!master.storePath().equals(source.storePath())) {
            throw FdfsException.invalid("master " + master.filename() + " and source " + source.filename()
                    + " are on different store paths");
        }
        Place slave = master.sibling(FileName.slave(master.trueName(), request.prefix(), request.extension()));
        if (slave.filename().length() > Width.MAX_FILENAME) {
            throw FdfsException.invalid("slave filename of " + slave.filename().length() + " bytes");
        }
        return slave;
    }

    private void log(Place link, BinlogRecord record) throws IOException {
        try {
            shelf.logged(record);
        } catch (FdfsException e) {
            Files.deleteIfExists(link.path());
            throw e;
        }
    }
}
