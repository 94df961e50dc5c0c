package io.fastdfs.storage.delete;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DeleteFile;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes a file, then its metadata, each with a record of its own. */
public final class DeleteHandler {
    private final Shelf shelf;

    public DeleteHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    public Place delete(Connection peer, DeleteFile request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            remove(place);
        } catch (IOException e) {
            throw place.storePath().failure(e, "deleting " + place.filename(), 0);
        }
        peer.reply(Status.OK);
        return place;
    }

    private void remove(Place place) throws IOException {
        BasicFileAttributes found = place.attributes();
        if (!found.isRegularFile() && !found.isSymbolicLink()) {
            throw FdfsException.invalid(place.filename() + " is neither file nor link");
        }
        long now = System.currentTimeMillis() / 1000;
        Files.delete(place.path());
        shelf.logged(now, 'D', place.filename());
        if (Files.deleteIfExists(place.metadataPath())) {
            shelf.logged(now, 'D', place.filename() + "-m");
        }
    }
}
