package io.fastdfs.storage.disk;

import java.nio.file.Path;

/**
 * Where a file stands, or would stand.
 *
 * @param trueName below the store path's data folder, {@code HH/HH/name}
 */
public record Place(StorePath storePath, String trueName) {
    /** Behind the name of a file: that of its metadata. */
    public static final String METADATA = "-m";

    public Path path() {
        return storePath.resolve(trueName);
    }

    public String filename() {
        return storePath.logicFilename(trueName);
    }

    /** The metadata file beside it. */
    public Place metadata() {
        return sibling(trueName + METADATA);
    }

    /** A file beside this one, in the same folder of the same store path. */
    public Place sibling(String otherTrueName) {
        return new Place(storePath, otherTrueName);
    }
}
