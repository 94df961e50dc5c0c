package io.fastdfs.storage.disk;

/** Chooses the folder for a new file. */
public interface Folders {
    /** The folder for the file whose name will begin with these 27 characters, as {@code HH/HH}. */
    String next(String encodedName);
}
