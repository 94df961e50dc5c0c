package io.fastdfs.storage.metadata;

import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.GetMetadata;
import io.fastdfs.protocol.storage.SetMetadata;
import io.fastdfs.server.Connection;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.Place;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.disk.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and replaces metadata files. C writes them in place; here a crash leaves the old text or the new. */
public final class MetadataHandler {
    private final Shelf shelf;

    public MetadataHandler(Shelf shelf) {
        this.shelf = shelf;
    }

    public Place set(Connection peer, SetMetadata request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        place.attributes();
        try (FileLocks.Held _ = shelf.locks().hold(place)) {
            apply(request, place);
        } catch (IOException e) {
            throw place.storePath().failure(e, "metadata of " + place.filename(), request.metadata().length);
        }
        peer.reply(Status.OK);
        return place;
    }

    private void apply(SetMetadata request, Place place) throws IOException {
        Path file = place.metadataPath();
        boolean exists = Files.exists(file);
        if (request.metadata().length == 0) {
            if (!request.merge() && exists) {
                Files.delete(file);
                log(place, 'D');
            }
            return;
        }
        byte[] text = request.merge() && exists
                ? MetadataText.merged(Files.readAllBytes(file), request.metadata())
                : MetadataText.packed(request.metadata());
        StateFile.replace(file, text);
        log(place, exists ? 'U' : 'C');
    }

    private void log(Place place, char letter) throws IOException {
        shelf.logged(System.currentTimeMillis() / 1000, letter, place.filename() + "-m");
    }

    public Place get(Connection peer, GetMetadata request) throws IOException {
        shelf.requireGroup(request.group());
        Place place = shelf.paths().locate(request.filename());
        place.contentAttributes();
        byte[] text;
        try {
            text = Files.readAllBytes(place.metadataPath());
        } catch (IOException e) {
            throw place.storePath().failure(e, "metadata of " + place.filename(), 0);
        }
        peer.reply(new BodyWriter(text.length).bytes(text));
        return place;
    }
}
