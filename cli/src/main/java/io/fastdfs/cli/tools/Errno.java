package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Linux error numbers: which one a failure is, and the words that C prints for it. */
final class Errno {
    static final Status ENOTDIR = new Status(20);
    /** What C is left with when no tracker accepts a connection, whatever the reason: EINPROGRESS. */
    static final Status NO_TRACKER = new Status(115);

    static final Status EPIPE = new Status(32);
    static final Status ENOTCONN = new Status(107);
    static final Status ETIMEDOUT = new Status(110);
    static final Status ECONNREFUSED = new Status(111);
    static final Status EHOSTUNREACH = new Status(113);

    private Errno() {}

    /** The text of a status, word for word that of glibc in English. */
    static String text(Status status) {
        try (InputStream texts = Objects.requireNonNull(Errno.class.getResourceAsStream("errno.txt"))) {
            String prefix = status.code() + " ";
            return new String(texts.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst()
                    .orElse("Unknown error " + status.code());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A failed access to a local file. */
    static FdfsException ofFile(String attempted, IOException failure) {
        Status status = switch (failure) {
            case NoSuchFileException _ -> Status.ENOENT;
            case AccessDeniedException _ -> Status.EACCES;
            case FileAlreadyExistsException _ -> Status.EEXIST;
            case NotDirectoryException _ -> ENOTDIR;
            default -> Status.EIO;
        };
        return new FdfsException(status, attempted, failure);
    }

    /** A connection that did not come about, or was lost. */
    static FdfsException ofConnection(String attempted, IOException failure) {
        Status status = switch (failure) {
            case SocketTimeoutException _ -> ETIMEDOUT;
            case NoRouteToHostException _ -> EHOSTUNREACH;
            case ConnectException _ -> ECONNREFUSED;
            case UnknownHostException _ -> Status.EINVAL;
            case EOFException _ -> ENOTCONN;
            case SocketException _ -> EPIPE;
            default -> Status.EIO;
        };
        return new FdfsException(status, attempted, failure);
    }
}
