package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.storage.DownloadFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a download goes to. */
record LocalFile(Path path) {
    /** The name of a stored file without its folders. */
    static String nameOf(FileId id) {
        return id.filename().substring(id.filename().lastIndexOf('/') + 1);
    }

    /**
     * Fetches into it, and returns the number of bytes. It is made, or emptied, only when the storage has answered well,
     * and deleted if the transfer breaks.
     */
    long fetch(Peer storage, DownloadFile request) throws FdfsException {
        boolean[] opened = {false};
        try {
            return storage.download(request, () -> {
                OutputStream to = open();
                opened[0] = true;
                return to;
            });
        } catch (FdfsException e) {
            if (opened[0]) {
                delete(e);
            }
            throw e;
        }
    }

    private OutputStream open() throws FdfsException {
        if (Files.isDirectory(path)) {
            throw new FdfsException(Status.EISDIR, path + " is a directory");
        }
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw Errno.ofFile("write " + path, e);
        }
    }

    private void delete(FdfsException why) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
