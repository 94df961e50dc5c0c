package io.fastdfs.storage;

import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.server.log.AccessLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives every request of a client to the access log, once it has been answered. Requests of storages are not logged. */
final class AccessRecorder implements RequestHandler {
    private final RequestHandler requests;
    private final AccessLog log;

    AccessRecorder(RequestHandler requests, AccessLog log) {
        this.requests = requests;
        this.log = log;
    }

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        Optional<String> action =
                Optional.ofNullable(Command.of(request.command())).flatMap(AccessRecorder::action);
        if (action.isEmpty()) {
            requests.handle(peer, request);
            return;
        }
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        long requestBytes = Header.BYTES + request.bodyLength();
        try {
            requests.handle(peer, request);
            add(peer, action.get(), 0, start, startNanos, requestBytes, peer.answerBytes());
        } catch (FdfsException e) {
            // The answer follows, and is a header. As in C, one refused before a file was looked for repeats the
            // length.
            long answerBytes = peer.subject().isEmpty() ? requestBytes : Header.BYTES;
            add(peer, action.get(), e.status().code(), start, startNanos, requestBytes, answerBytes);
            throw e;
        }
    }

    private void add(
            Connection peer,
            String action,
            int status,
            Instant start,
            long startNanos,
            long requestBytes,
            long answerBytes) {
        log.add(new AccessLog.Request(
                peer.remoteAddress().getHostAddress(),
                action,
                peer.subject().isEmpty() ? "-" : peer.subject(),
                status,
                start,
                Duration.ofNanos(System.nanoTime() - startNanos),
                requestBytes,
                answerBytes));
    }

    /** C's word for a command; empty if it is not logged. */
    private static Optional<String> action(Command command) {
        return Optional.ofNullable(
                switch (command) {
                    case UPLOAD_FILE, UPLOAD_APPENDER_FILE, UPLOAD_SLAVE_FILE -> "upload";
                    case DOWNLOAD_FILE -> "download";
                    case DELETE_FILE -> "delete";
                    case GET_METADATA -> "get_metadata";
                    case SET_METADATA -> "set_metadata";
                    case MODIFY_FILE -> "modify";
                    case APPEND_FILE -> "append";
                    case TRUNCATE_FILE -> "truncate";
                    case QUERY_FILE_INFO -> "status";
                    case REGENERATE_APPENDER_FILENAME -> "rename";
                    default -> null;
                });
    }

    @Override
    public void closed(Connection peer) {
        requests.closed(peer);
    }
}
